using System.Text;
using Personalization.Common.Documents;
using Personalization.Messages.Templates;
using Personalization.Recommendations;

namespace Personalization.Segments.Definitions;

/// <summary>A segment that was read, and all that is wrong with it; without the segment where it cannot be used.</summary>
public sealed record SegmentReading(SegmentDefinition? Segment, IReadOnlyList<DocumentFinding> Findings);

/// <summary>Reads segments out of YAML or JSON. Whatever is wrong is found at once, each with its line.</summary>
public static class SegmentReader
{
    // They name other things in the same place.
    private static readonly string[] Taken = ["automatic", "count"];

    /// <summary>Reads a segment.</summary>
    /// <param name="text">UTF-8: <c>name</c>, <c>description</c>, <c>bestsellers</c> and <c>rule</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="known">Ids of the segments that it may ask for; null for any.</param>
    public static SegmentReading Read(ReadOnlySpan<byte> text, string id, int version, IReadOnlySet<string>? known = null)
    {
        DocumentFindings findings = new();
        if (Fields(text, "A segment", findings) is not { } fields) return new SegmentReading(null, findings.All);
        if (!TemplateReader.IsName(id)) findings.Add("invalid", "", fields.Map, "The id in the address is 1 to 64 letters, digits, - and _");
        else if (Taken.Contains(id)) findings.Add("invalid", "", fields.Map, $"{id} is taken: choose another id");
        string? said = fields.Text("id", "the id in the address");
        if (said is not null && said != id) fields.Wrong("id", $"id is {id} in the address and {said} here: they must be the same");
        Condition rule = Rule(fields, known);
        SegmentDefinition segment = new(
            id, fields.Text("name", "what it is called", true) ?? "", fields.Text("description", "what it is for", longest: 2000) ?? "", rule, version)
        {
            LawfulBasis = LawfulBases.Read(fields, rule),
            Bestsellers = fields.Flag("bestsellers") ?? false,
        };
        if (segment.Bestsellers && Slices.IsTaken(id)) fields.Wrong("bestsellers", $"Bestsellers of {id} are counted already, of whoever it is by their orders: choose another id");
        fields.Finish("A segment");
        return new SegmentReading(findings.Any ? null : segment, findings.All);
    }

    /// <summary>Reads the member <c>rule</c> alone, of a segment that nobody has named yet.</summary>
    public static (Condition? Rule, IReadOnlyList<DocumentFinding> Findings) ReadRule(ReadOnlySpan<byte> text, IReadOnlySet<string>? known = null)
    {
        DocumentFindings findings = new();
        if (Fields(text, "What is to be counted", findings) is not { } fields) return (null, findings.All);
        Condition rule = Rule(fields, known);
        foreach (string other in (string[])["id", "name", "description", "bestsellers", LawfulBases.Field]) fields.Node(other);
        fields.Finish("What is to be counted");
        return (findings.Any ? null : rule, findings.All);
    }

    private static DocumentFields? Fields(ReadOnlySpan<byte> text, string what, DocumentFindings findings)
    {
        if (text.Length <= SegmentLimits.Bytes)
            return DocumentParser.Parse(Encoding.UTF8.GetString(text), findings) is { } root ? DocumentFields.Of(root, "", findings, what) : null;
        findings.Add(new DocumentFinding("too-large", "", 1, 1, $"A segment may have {SegmentLimits.Bytes / 1024} KB"));
        return null;
    }

    private static Condition Rule(DocumentFields fields, IReadOnlySet<string>? known)
    {
        if (fields.Needed("rule", "whom it holds") is not { } node) return new AllOf([]);
        Condition rule = new ConditionReader(fields.Findings, inJourney: false).Read(node, fields.At("rule"));
        int size = ConditionTree.All(rule).Count();
        if (size > SegmentLimits.Conditions) fields.Wrong("rule", $"The rule has {size} conditions; it may have {SegmentLimits.Conditions}", "too-large");
        if (!fields.Findings.Any && rule is AllOf { Parts.IsEmpty: true }) fields.Wrong("rule", "The rule asks for nothing: it would hold everybody", "missing");
        if (known is not null)
            foreach (string id in ConditionTree.Segments(rule).Where(id => id.Length > 0 && !known.Contains(id)))
                fields.Wrong("rule", $"There is no segment {id}{Spelling.Hint(id, known)}", "unknown-segment");
        return rule;
    }
}
