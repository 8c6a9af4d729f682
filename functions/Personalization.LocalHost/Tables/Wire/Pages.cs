using Azure;

namespace Personalization.LocalHost.Tables;

/// <summary>Fetches one page: after a continuation token (null for the first), with at most so many rows.</summary>
internal delegate ValueTask<Page<T>> FetchPage<T>(string? continuationToken, int? size, bool async, CancellationToken cancellationToken);

/// <summary>Pages fetched one after the other while they are enumerated.</summary>
internal sealed class AsyncPages<T>(FetchPage<T> fetch, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken) where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            Page<T> page = await fetch(continuationToken, pageSizeHint ?? maxPerPage, async: true, CancellationToken);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}

/// <summary>Pages fetched one after the other while they are enumerated, without a thread to spare.</summary>
internal sealed class SyncPages<T>(FetchPage<T> fetch, int? maxPerPage, CancellationToken cancellationToken)
    : Pageable<T>(cancellationToken) where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            Page<T> page = Completed.Value(fetch(continuationToken, pageSizeHint ?? maxPerPage, async: false, CancellationToken));
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
