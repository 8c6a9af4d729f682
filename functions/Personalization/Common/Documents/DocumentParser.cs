using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Personalization.Common.Documents;

/// <summary>
/// Reads YAML, and so JSON, into nodes that know their lines. Plain data only: anchors, aliases, tags and merge keys are refused, since with
/// them a small text can stand for a huge one.
/// </summary>
internal static class DocumentParser
{
    /// <summary>Lists and maps within each other.</summary>
    public const int Depth = 32;

    /// <summary>The document, or null with a finding that says why not.</summary>
    public static DocumentNode? Parse(string text, DocumentFindings findings)
    {
        using StringReader reader = new(text);
        Parser parser = new(reader);
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out StreamEnd? empty)) return Refuse("empty", empty.Start, "The document is empty", findings);
            parser.Consume<DocumentStart>();
            DocumentNode? root = Read(parser, 0, findings);
            if (root is null) return null;
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? root : Refuse("several-documents", parser.Current!.Start, "Write one document: no second --- line", findings);
        }
        catch (YamlException fault)
        {
            return Refuse("not-yaml", fault.Start, "This cannot be read as YAML: " + fault.Message, findings);
        }
    }

    private static DocumentNode? Read(Parser parser, int depth, DocumentFindings findings)
    {
        ParsingEvent next = parser.Current ?? throw new YamlException("The document ends too early");
        if (depth > Depth) return Refuse("too-deep", next.Start, $"At most {Depth} levels within each other", findings);
        if (next is AnchorAlias || (next is NodeEvent { Anchor.IsEmpty: false })) return Refuse("alias", next.Start, "Anchors and aliases (&, *) are not taken: write the value out", findings);
        if (next is NodeEvent { Tag.IsEmpty: false } and not Scalar { Tag.IsNonSpecific: true }) return Refuse("tag", next.Start, "Tags (!) are not taken: quote a text that begins with one", findings);
        return next switch
        {
            Scalar => ReadScalar(parser),
            MappingStart => Map(parser, depth, findings),
            SequenceStart => List(parser, depth, findings),
            _ => Refuse("not-yaml", next.Start, "A value is expected here", findings),
        };
    }

    private static ScalarNode ReadScalar(Parser parser)
    {
        Scalar scalar = parser.Consume<Scalar>();
        return new ScalarNode(scalar.Value, scalar.Style is not ScalarStyle.Plain, (int)scalar.Start.Line, (int)scalar.Start.Column);
    }

    private static MapNode? Map(Parser parser, int depth, DocumentFindings findings)
    {
        Mark start = parser.Consume<MappingStart>().Start;
        List<KeyValuePair<ScalarNode, DocumentNode>> members = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar { Anchor.IsEmpty: true }) return (MapNode?)Refuse("not-yaml", parser.Current!.Start, "A name is expected here", findings);
            ScalarNode key = ReadScalar(parser);
            if (Read(parser, depth + 1, findings) is not { } value) return null;
            if (members.Exists(member => member.Key.Text == key.Text)) findings.Add("duplicate", "", key, $"{key.Text} stands here twice");
            else members.Add(new(key, value));
        }
        return new MapNode(members, (int)start.Line, (int)start.Column);
    }

    private static ListNode? List(Parser parser, int depth, DocumentFindings findings)
    {
        Mark start = parser.Consume<SequenceStart>().Start;
        List<DocumentNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (Read(parser, depth + 1, findings) is not { } item) return null;
            items.Add(item);
        }
        return new ListNode(items, (int)start.Line, (int)start.Column);
    }

    private static DocumentNode? Refuse(string code, Mark at, string detail, DocumentFindings findings)
    {
        findings.Add(new DocumentFinding(code, "", (int)at.Line, (int)at.Column, detail));
        return null;
    }
}
