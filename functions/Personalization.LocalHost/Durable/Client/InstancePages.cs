using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Durable;

/// <summary>The pages of a query; the token is the last id of a page.</summary>
internal sealed class InstancePages(IInstanceStore store, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken ?? query.ContinuationToken, Math.Max(1, pageSizeHint ?? query.PageSize));

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> PagesAsync(string? after, int size, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<OrchestrationMetadata> page = [];
        await foreach (InstanceState state in InstanceFilter.ListAsync(store, query, after, cancellationToken))
        {
            // Only now is it certain that the full page is not the last.
            if (page.Count == size)
            {
                yield return new Page<OrchestrationMetadata>(page, page[^1].InstanceId);
                page = [];
            }
            page.Add(OrchestrationMetadata.From(state, query.FetchInputsAndOutputs));
        }
        yield return new Page<OrchestrationMetadata>(page);
    }
}

/// <summary>Which instances a query means.</summary>
internal static class InstanceFilter
{
    public static async IAsyncEnumerable<InstanceState> ListAsync(
        IInstanceStore store, OrchestrationQuery query, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<OrchestrationRuntimeStatus>? statuses = query.Statuses?.ToHashSet();
        await foreach (InstanceState state in store.ListAsync(query.InstanceIdPrefix ?? "", after, cancellationToken))
        {
            bool fits = (query.CreatedFrom is null || state.CreatedAt >= query.CreatedFrom)
                && (query.CreatedTo is null || state.CreatedAt <= query.CreatedTo)
                && (statuses is null || statuses.Count == 0 || statuses.Contains(state.Status));
            if (fits) yield return state;
        }
    }
}
