using Azure.Storage.Blobs;
using Personalization.Functions.Recommendations;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Serve.Shop;

/// <summary>Stores the running counts that bestsellers and trends are made from.</summary>
internal static class ActivitySeed
{
    // The last ten days, a span of them on each day.
    private const int Days = 10, SpansOfDay = 4;

    public static async Task StoreAsync(BlobServiceClient blobs, ShoppingLog log, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using ActivityBlob blob = new(blobs);
        ActivityBlob.Stored counts = await blob.LoadAsync(cancellationToken);
        int newest = counts.State.NewestSpan = ActivityState.SpanOf(now);
        VisitLog visits = log.Visits;
        for (int visit = 0; visit < visits.Count; visit++)
            for (int place = visits.Starts[visit]; place < visits.Starts[visit + 1]; place++)
                counts.State.Add(log.ProductIds[visits.Products[place]], newest - visit % Days * SpansOfDay, Of((InteractionKind)visits.Kinds[place]));
        _ = await blob.TrySaveAsync(counts, cancellationToken) ?? throw new InvalidOperationException("Somebody else has stored counts");
    }

    private static ActivityCounts Of(InteractionKind kind) => kind switch
    {
        InteractionKind.Purchase => new(0, 0, 1, 1, 0),
        InteractionKind.CartAdd => new(0, 1, 0, 0, 0),
        _ => new(1, 0, 0, 0, 0),
    };
}
