using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Personalization.Common;

namespace Personalization.Messages.Templates;

/// <summary>A template, or what is wrong with what should have been one.</summary>
/// <param name="Template">The template; null with a problem.</param>
/// <param name="Problem">Everything that is wrong, by pointer.</param>
/// <param name="Warnings">What should be better and is taken all the same.</param>
public sealed record TemplateReading(MessageTemplate? Template, Problem? Problem, IReadOnlyList<ProblemError> Warnings);

/// <summary>
/// Reads templates:
/// <c>{"purpose":"marketing","list":"news","defaultLanguage":"en","variants":{"en":{"subject":"..","html":"..","text":".."}}}</c>,
/// and where products are to be chosen for each reader <c>"recommendations":{"strategy":"for_you","limit":4}</c>. Storage format.
/// </summary>
/// <param name="renderer">Knows whether a part is well formed.</param>
public sealed partial class TemplateReader(MessageRenderer renderer)
{
    private static readonly string[] NoBehaviour = ["firstName", "lastName", "name", "email", "city", "country", "title", "lang", "dir", "unsubscribeUrl", "this", "default", "link", "else", "if"];

    /// <summary>Reads a template that goes by that id.</summary>
    public TemplateReading Read(string id, ReadOnlyMemory<byte> json)
    {
        try
        {
            return Read(id, JsonElement.Parse(json.Span));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Refused([new ProblemError("not-json", "", "The template is not valid JSON: " + fault.Message)]);
        }
    }

    /// <inheritdoc cref="Read(string, ReadOnlyMemory{byte})"/>
    public TemplateReading Read(string id, JsonElement root)
    {
        List<ProblemError> errors = [];
        if (root.ValueKind is not JsonValueKind.Object) return Refused([new ProblemError("wrong-type", "", "A template is an object")]);
        if (!IsName(id)) errors.Add(new ProblemError("invalid-id", "/id", "1 to 64 letters, digits, - and _"));
        MessagePurpose? purpose = MessageNames.Purpose(Text(root, "purpose"));
        if (purpose is null) errors.Add(new ProblemError("invalid-purpose", "/purpose", "marketing or transactional"));
        string list = Text(root, "list") ?? "";
        if (list.Length > 0 && !IsName(list)) errors.Add(new ProblemError("invalid-list", "/list", "1 to 64 letters, digits, - and _"));
        ImmutableSortedDictionary<string, TemplateVariant> variants = Variants(root, errors);
        string language = Text(root, "defaultLanguage") ?? "";
        if (!variants.ContainsKey(language)) errors.Add(new ProblemError("no-default", "/defaultLanguage", "The language of one of the variants"));
        ProductBlock? products = ProductBlock.Read(root, errors);
        if (errors.Count > 0) return Refused(errors);
        MessageTemplate template = new(id, purpose!.Value, list, language, variants, products);
        return new TemplateReading(template, null, purpose is MessagePurpose.Marketing ? [.. Impersonal(template)] : []);
    }

    /// <summary>Whether a text may be an id or the name of a list.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');

    private ImmutableSortedDictionary<string, TemplateVariant> Variants(JsonElement root, List<ProblemError> errors)
    {
        ImmutableSortedDictionary<string, TemplateVariant>.Builder variants = ImmutableSortedDictionary.CreateBuilder<string, TemplateVariant>(StringComparer.OrdinalIgnoreCase);
        if (!root.TryGetProperty("variants", out JsonElement all) || all.ValueKind is not JsonValueKind.Object || all.GetPropertyCount() is 0 or > TemplateLimits.Languages)
        {
            errors.Add(new ProblemError("no-variants", "/variants", $"An object with 1 to {TemplateLimits.Languages} languages"));
            return variants.ToImmutable();
        }
        foreach (JsonProperty one in all.EnumerateObject())
        {
            string pointer = "/variants/" + JsonPointer.Token(one.Name);
            if (!Languages.IsTag(one.Name)) errors.Add(new ProblemError("invalid-language", pointer, "A language tag such as en, el or pt-BR"));
            else if (one.Value.ValueKind is not JsonValueKind.Object) errors.Add(new ProblemError("wrong-type", pointer, "A variant is an object"));
            else variants[one.Name] = Variant(one.Value, pointer, errors);
        }
        return variants.ToImmutable();
    }

    private TemplateVariant Variant(JsonElement value, string pointer, List<ProblemError> errors)
    {
        string? subject = Text(value, "subject"), html = Text(value, "html"), text = Text(value, "text");
        if (text is null) errors.Add(new ProblemError("no-text", pointer + "/text", "Every variant needs a text body; not all programs show HTML"));
        foreach ((string name, string? part) in ((string, string?)[])[("subject", subject), ("html", html), ("text", text)])
        {
            if (part is not null && Fault(part, name == "html") is { } fault) errors.Add(new ProblemError("invalid-part", $"{pointer}/{name}", fault));
        }
        return new TemplateVariant(subject ?? "", html, text ?? "");
    }

    private string? Fault(string part, bool isHtml)
    {
        if (part.Length > TemplateLimits.PartCharacters) return $"At most {TemplateLimits.PartCharacters} characters";
        if (Unescaped().IsMatch(part)) return "{{{ }}}, {{& }} and {{* }} are not taken: values are always escaped";
        if (isHtml && Unsafe().IsMatch(part)) return "A fragment without script, html, head and body: these are put around it";
        if (Deepest(part) > TemplateLimits.Depth) return $"At most {TemplateLimits.Depth} blocks within each other";
        return renderer.Check(part, isHtml);
    }

    private static int Deepest(string part)
    {
        int depth = 0, deepest = 0;
        foreach (Match tag in Blocks().Matches(part)) deepest = Math.Max(deepest, depth += tag.Value[^1] == '/' ? -1 : 1);
        return deepest;
    }

    // A name alone is no personalization: a marketing message should say something that comes from what the person did.
    private static IEnumerable<ProblemError> Impersonal(MessageTemplate template) => template.Variants
        .Where(one => !Names().Matches(one.Value.Subject + one.Value.Html + one.Value.Text).Any(name => !NoBehaviour.Contains(name.Groups[1].Value.Split('.')[^1])))
        .Select(one => new ProblemError("impersonal", "/variants/" + JsonPointer.Token(one.Key), "It uses nothing that the person did: no products, cart, order or recommendations"));

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static TemplateReading Refused(IReadOnlyList<ProblemError> errors) => new(null, TemplateProblems.Wrong(errors), []);

    [GeneratedRegex(@"\{\{~?\s*(\{|&|\*|#\s*\*)")]
    private static partial Regex Unescaped();

    [GeneratedRegex(@"<\s*/?\s*(script|html|head|body)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"\{\{~?\s*[#^/]")]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\{\{[~#^>\s]*(?:if |each |unless |with |default |link )?\s*([\w.@]+)")]
    private static partial Regex Names();
}
