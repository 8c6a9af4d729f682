using System.Collections.Immutable;
using System.Text;
using Personalization.Common.Documents;
using Personalization.Messages.Templates;

namespace Personalization.Experiences.Definitions;

/// <summary>An experience that was read, and all that is wrong with it; without it where it cannot be used.</summary>
public sealed record ExperienceReading(Experience? Experience, IReadOnlyList<DocumentFinding> Findings);

/// <summary>Reads experiences out of YAML or JSON. Whatever is wrong is found at once, each with its line.</summary>
public static class ExperienceReader
{
    /// <summary>Reads an experience.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="id">Its id; null for the one that it says.</param>
    /// <param name="version">Its version.</param>
    /// <param name="segments">Ids of the segments that there are; null for any.</param>
    public static ExperienceReading Read(ReadOnlySpan<byte> text, string? id, int version, IReadOnlySet<string>? segments = null)
    {
        DocumentFindings findings = new();
        if (text.Length > ExperienceLimits.Bytes) findings.Add(new DocumentFinding("too-large", "", 1, 1, $"An experience may have {ExperienceLimits.Bytes / 1024} KB"));
        DocumentFields? fields = findings.Any ? null : DocumentParser.Parse(Encoding.UTF8.GetString(text), findings) is { } root ? DocumentFields.Of(root, "", findings, "An experience") : null;
        if (fields is null) return new ExperienceReading(null, findings.All);
        string? said = fields.Text("id", "the id in the address", id is null);
        if (id is not null && said is not null && said != id) fields.Wrong("id", $"id is {id} in the address and {said} here: they must be the same");
        string own = id ?? said ?? "";
        if (!TemplateReader.IsName(own)) findings.Add("invalid", "/id", fields.Map, "The id is 1 to 64 letters, digits, - and _");
        SlotKind kind = fields.Needed("kind", string.Join(", ", ExperienceNames.Kinds.Keys.Order(StringComparer.Ordinal))) is null ? default : fields.Choice("kind", ExperienceNames.Kinds) ?? default;
        ContentReader contents = new(kind);
        Experience read = new(own, fields.Text("name", "what it is called", true) ?? "", kind, contents.Needed(fields, "content"), version)
        {
            IsEnabled = fields.Flag("enabled") ?? true,
            Slots = [.. fields.Texts("slots", "a slot's id", 20)],
            Pages = Named(fields, "pages", "a page's type", PageNames.Types),
            Priority = fields.Whole("priority", -1000, 1000) ?? 0,
            Audience = AudienceReader.Read(fields, segments),
            Schedule = ScheduleReader.Read(fields),
            Tiers = contents.Tiers(fields),
            Experiment = fields.Text("experiment", "an experiment's id", longest: 64),
            Variants = contents.Variants(fields),
            Popup = PopupReader.Read(fields, kind),
        };
        if (read.Variants.Count > 0 && read.Experiment is null) fields.Wrong("variants", "variants are of an experiment: say which with experiment");
        if (read.Experiment is not null && read.Variants.Count == 0) fields.Wrong("experiment", "variants is missing: what is shown in each variant of the experiment");
        fields.Finish("An experience");
        return new ExperienceReading(findings.Any ? null : read, findings.All);
    }

    internal static ImmutableArray<T> Named<T>(DocumentFields fields, string name, string what, IReadOnlyDictionary<string, T> names)
    {
        ImmutableArray<T>.Builder found = ImmutableArray.CreateBuilder<T>();
        foreach (string text in fields.Texts(name, what))
        {
            if (names.TryGetValue(text, out T? one)) found.Add(one);
            else fields.Wrong(name, $"{name} has no {text}{Spelling.Hint(text, names.Keys)}; there are {string.Join(", ", names.Keys.Order(StringComparer.Ordinal))}");
        }
        return found.ToImmutable();
    }

    /// <summary>The fields below a name; null where there are none.</summary>
    internal static DocumentFields? Below(DocumentFields fields, string name, string what) =>
        fields.Node(name) is { } node ? DocumentFields.Of(node, fields.At(name), fields.Findings, what) : null;
}
