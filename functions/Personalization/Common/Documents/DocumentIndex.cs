using System.Collections.Immutable;

namespace Personalization.Common.Documents;

/// <summary>What is known of a shop's documents of a kind, by id, with the version under which the list is stored; null before there is one.</summary>
public sealed record DocumentIndex<TLine>(ImmutableSortedDictionary<string, TLine> Lines, string? Version)
{
    /// <summary>No documents.</summary>
    public DocumentIndex()
        : this(ImmutableSortedDictionary.Create<string, TLine>(StringComparer.Ordinal), null)
    {
    }
}

/// <summary>The list of a shop's documents of a kind.</summary>
public interface IDocumentIndexStore<TLine>
{
    /// <summary>The list as of a moment ago, from memory; the same one as long as nothing has changed.</summary>
    ValueTask<DocumentIndex<TLine>> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>The list as stored now.</summary>
    Task<DocumentIndex<TLine>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Stores a list in place of the one whose version it bears; false when others have changed it since.</summary>
    Task<bool> TrySaveAsync(DocumentIndex<TLine> next, CancellationToken cancellationToken);
}
