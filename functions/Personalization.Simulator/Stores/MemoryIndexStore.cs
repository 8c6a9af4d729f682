using System.Globalization;
using Personalization.Common.Documents;

namespace Personalization.Simulator.Stores;

/// <summary>The list of a shop's documents in memory.</summary>
internal abstract class MemoryIndexStore<TLine> : IDocumentIndexStore<TLine>
{
    private readonly Lock gate = new();
    private DocumentIndex<TLine> index = new();

    public ValueTask<DocumentIndex<TLine>> CurrentAsync(CancellationToken cancellationToken) => new(index);

    public Task<DocumentIndex<TLine>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(index);

    public Task<bool> TrySaveAsync(DocumentIndex<TLine> next, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (next.Version != index.Version) return Task.FromResult(false);
            index = next with { Version = (int.Parse(index.Version ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) };
            return Task.FromResult(true);
        }
    }
}
