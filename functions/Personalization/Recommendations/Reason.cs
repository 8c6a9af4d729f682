using System.Text;
using System.Text.Json;

namespace Personalization.Recommendations;

/// <summary>What a reason speaks of.</summary>
public enum ReasonAbout
{
    /// <summary>The product itself.</summary>
    Itself,

    /// <summary>Another product.</summary>
    Product,

    /// <summary>A category.</summary>
    Category,
}

/// <summary>
/// Why a product is shown, in words that any shopper may read: never of data from outside the shop, of money, health or family, or of what
/// was concluded about a person.
/// </summary>
public sealed class Reason
{
    /// <summary>Makes a reason.</summary>
    /// <param name="code">Its stable name, for the storefront's own words.</param>
    /// <param name="text">English, with <c>{0}</c> for the name of what it speaks of.</param>
    /// <param name="plain">English where that name is not known; the text itself when null.</param>
    /// <param name="about">What it speaks of.</param>
    public Reason(string code, string text, string? plain = null, ReasonAbout about = ReasonAbout.Itself)
    {
        (Code, Text, Plain, About) = (code, text, plain ?? text, about);
        string[] parts = text.Split("{0}");
        Head = Encoding.UTF8.GetBytes($"\"reason\":{{\"code\":\"{JsonEncodedText.Encode(code)}\",\"text\":\"");
        Before = Escaped(parts[0]);
        After = parts.Length > 1 ? Escaped(parts[1]) : [];
        PlainText = Escaped(Plain);
    }

    /// <summary>Its stable name.</summary>
    public string Code { get; }

    /// <summary>English, with <c>{0}</c> for a name.</summary>
    public string Text { get; }

    /// <summary>English without a name.</summary>
    public string Plain { get; }

    /// <summary>What it speaks of.</summary>
    public ReasonAbout About { get; }

    /// <summary>What the visitor said, in the words that they chose; null where it is not about that.</summary>
    public string? Said
    {
        get;
        init
        {
            field = value;
            SaidText = value is null ? [] : Escaped(value);
        }
    }

    internal byte[] Head { get; }

    internal byte[] SaidText { get; private init; } = [];

    internal byte[] Before { get; }

    internal byte[] After { get; }

    internal byte[] PlainText { get; }

    private static byte[] Escaped(string text) => Encoding.UTF8.GetBytes(JsonEncodedText.Encode(text, Events.EventCodec.Writer.Encoder).ToString());
}
