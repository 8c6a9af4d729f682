using System.Globalization;
using System.Text.Json;
using Personalization.Common;

namespace Personalization.Catalog;

/// <summary>Reads the members of an object: what cannot be taken is left out, and found fault with.</summary>
/// <param name="item">The object.</param>
/// <param name="pointer">Where it stands in the body.</param>
/// <param name="findings">Takes what was found.</param>
internal abstract class ItemFields(JsonElement item, string pointer, List<ProblemError> findings)
{
    protected const int IdLength = 100;
    protected const int NameLength = 500;
    protected const int TextLength = 4000;
    protected const int PictureLength = 8000;
    private const int MapEntries = 50;

    /// <summary>True when it must not be taken at all.</summary>
    public bool Rejected { get; private set; }

    protected JsonElement Item => item;

    protected string Pointer => pointer;

    protected List<ProblemError> Found => findings;

    protected void Reject(string code, string field, string detail)
    {
        Rejected = true;
        Find(code, field, detail);
    }

    protected void Find(string code, string field, string detail) => findings.Add(new ProblemError(code, field.Length == 0 ? pointer : $"{pointer}/{field}", detail));

    protected bool TryGet(string name, string other, out JsonElement value) =>
        (item.TryGetProperty(name, out value) || item.TryGetProperty(other, out value)) && value.ValueKind is not JsonValueKind.Null;

    protected string? Text(string name, string other, int limit)
    {
        if (!TryGet(name, other, out JsonElement value)) return null;
        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
        {
            if (value.ValueKind is not JsonValueKind.String) Find("wrong_type", name, $"{name} must be text and was left out.");
            return null;
        }
        if (text.Length <= limit) return text.Trim();
        Reject("too_long", name, $"{name} has {text.Length} characters; at most {limit} are allowed.");
        return null;
    }

    /// <summary>Only addresses that a page may load or link to: what comes in here is shown to shoppers.</summary>
    protected string? Address(string name, string other, int limit, bool pictures)
    {
        if (Text(name, other, limit) is not { } text) return null;
        bool allowed = text.StartsWith('/') || (pictures && text.StartsWith("data:image/", StringComparison.Ordinal))
            || (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https");
        if (allowed) return text;
        Find("not_an_address", name, $"{name} must be an http(s){(pictures ? ", data:image" : "")} or rooted address and was left out.");
        return null;
    }

    protected decimal? Number(string name)
    {
        if (!TryGet(name, name, out JsonElement value)) return null;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number)) return number;
        if (value.ValueKind is JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return number;
        Find("not_a_number", name, $"{name} is not a number and was left out.");
        return null;
    }

    protected Dictionary<string, string>? Map(string name)
    {
        if (!TryGet(name, name, out JsonElement value)) return null;
        if (value.ValueKind is not JsonValueKind.Object)
        {
            Find("wrong_type", name, $"{name} must be an object of texts and was left out.");
            return null;
        }
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Null) continue;
            if (map.Count < MapEntries && property.Name.Length <= IdLength && Entry(property.Value) is { Length: <= NameLength } text) map[property.Name] = text;
            else Find("left_out", $"{name}/{JsonPointer.Token(property.Name)}", $"A map holds at most {MapEntries} texts of {NameLength} characters; this one was left out.");
        }
        return map.Count == 0 ? null : map;
    }

    private static string? Entry(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object or JsonValueKind.Array => null,
        _ => value.GetRawText(),
    };
}
