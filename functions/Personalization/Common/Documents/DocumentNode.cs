namespace Personalization.Common.Documents;

/// <summary>A part of a YAML or JSON document, with where it stands.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal abstract record DocumentNode(int Line, int Column);

/// <summary>A text, number or the like as written, without quotes; one that was quoted is a text whatever it looks like.</summary>
internal sealed record ScalarNode(string Text, bool Quoted, int Line, int Column) : DocumentNode(Line, Column)
{
    /// <summary>True for <c>null</c>, <c>~</c> and nothing at all.</summary>
    public bool IsNull => !Quoted && Text is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>Members by name, in their order.</summary>
internal sealed record MapNode(IReadOnlyList<KeyValuePair<ScalarNode, DocumentNode>> Members, int Line, int Column) : DocumentNode(Line, Column)
{
    public DocumentNode? Find(string name) => Members.FirstOrDefault(member => member.Key.Text == name).Value;
}

/// <summary>Items in their order.</summary>
internal sealed record ListNode(IReadOnlyList<DocumentNode> Items, int Line, int Column) : DocumentNode(Line, Column);
