using System.Collections.Frozen;
using Personalization.Messages.Templates;

namespace Personalization.Functions.Privacy.Own;

/// <summary>What the shopper's own page says in a language: a text by name, from the embedded file of that language.</summary>
internal sealed class OwnTexts
{
    private static readonly OwnTexts[] All = [.. ((string[])["en", "el", "ka", "ru", "fa", "ar"]).Select(language => new OwnTexts(language))];

    private readonly FrozenDictionary<string, string> texts;

    private OwnTexts(string language)
    {
        Language = language;
        using Stream file = typeof(OwnTexts).Assembly.GetManifestResourceStream($"Personalization.Functions.Privacy.Own.{language}.txt")
            ?? throw new InvalidOperationException($"The texts in {language} are missing");
        using StreamReader reader = new(file);
        texts = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" = ", 2)).ToFrozenDictionary(pair => pair[0], pair => pair[1].TrimEnd('\r'), StringComparer.Ordinal);
    }

    /// <summary>BCP 47 tag.</summary>
    public string Language { get; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => Languages.Direction(Language);

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => texts.Keys;

    /// <summary>A text.</summary>
    public string this[string name] => texts[name];

    /// <summary>The texts for the first of these languages that there are any in; English where there are none.</summary>
    public static OwnTexts For(params IEnumerable<string?> wanted) => wanted.Select(Find).FirstOrDefault(found => found is not null) ?? All[0];

    private static OwnTexts? Find(string? wanted)
    {
        for (string tag = (wanted ?? "").Replace('_', '-'); tag.Length > 0; tag = Languages.Shorter(tag))
            if (Array.Find(All, one => one.Language.Equals(tag, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        return null;
    }
}
