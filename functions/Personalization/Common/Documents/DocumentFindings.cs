namespace Personalization.Common.Documents;

/// <summary>What is wrong in a document that somebody has written.</summary>
/// <param name="Code">Stable name of the kind of error.</param>
/// <param name="Pointer">Where in the document, by RFC 6901.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Detail">What is wrong and what to write instead.</param>
/// <param name="IsWarning">Whether the document can be used all the same.</param>
public sealed record DocumentFinding(string Code, string Pointer, int Line, int Column, string Detail, bool IsWarning = false);

/// <summary>Collects all that is wrong, so that it can be repaired at once.</summary>
internal sealed class DocumentFindings
{
    /// <summary>Findings kept: nobody reads more at once.</summary>
    public const int Most = 100;

    private readonly List<DocumentFinding> all = [];

    /// <summary>In the order of the lines.</summary>
    public IReadOnlyList<DocumentFinding> All => [.. all.OrderBy(one => one.Line).ThenBy(one => one.Column)];

    public bool Any => all.Exists(one => !one.IsWarning);

    public void Add(string code, string pointer, DocumentNode node, string detail) => Add(new DocumentFinding(code, pointer, node.Line, node.Column, detail));

    public void Warn(string code, string pointer, DocumentNode node, string detail) => Add(new DocumentFinding(code, pointer, node.Line, node.Column, detail, true));

    public void Add(DocumentFinding finding)
    {
        if (all.Count < Most) all.Add(finding);
    }
}
