namespace Microsoft.DurableTask;

/// <summary>Values that come in pages.</summary>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The pages, from a token on.</summary>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <summary>The values of all pages.</summary>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T value in page.Values) yield return value;
        }
    }
}

/// <summary>One page.</summary>
/// <param name="values">What it holds.</param>
/// <param name="continuationToken">Where the next begins; null for the last page.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    /// <summary>What it holds.</summary>
    public IReadOnlyList<T> Values { get; } = values;

    /// <summary>Where the next begins; null for the last page.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}
