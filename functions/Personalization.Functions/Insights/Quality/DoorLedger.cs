using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using Personalization.Functions.Events;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Storage;
using Personalization.Insights.Quality;
using Personalization.Recommendations;

namespace Personalization.Functions.Insights.Quality;

/// <summary>
/// Counts refusals and lists in memory and adds them to the blob <c>insights/door</c> once a minute at most, and at the end: a request costs no
/// request to storage. An instance that is killed loses what it has not brought yet; shares hardly change by that.
/// </summary>
public sealed class DoorLedger : ICaptureTally, IListTally, IAsyncDisposable
{
    private const string Name = "door";
    private const int Attempts = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly BlobFolder folder;
    private readonly TimeProvider time;
    private readonly BringingLater bringing;
    private readonly Lock gate = new();
    private DoorState waiting = new();

    /// <summary>By its services.</summary>
    public DoorLedger(BlobServiceClient blobs, TimeProvider time, ILogger<DoorLedger> log) =>
        (folder, this.time, bringing) = (new BlobFolder(blobs, "insights"), time, new BringingLater(Pause, time, BringAsync, log.CountsNotStored));

    /// <inheritdoc/>
    public void Count(string source, int taken, int rejected)
    {
        if (taken + rejected == 0) return;
        lock (gate) DoorState.Add(waiting.Events, source, DoorState.SpanOf(time.GetUtcNow()), taken + rejected, rejected);
        bringing.Notice();
    }

    /// <inheritdoc/>
    public void Count(RecommendationAnswer answer)
    {
        int strange = 0;
        foreach (Candidate item in answer.Items)
            if (item.Source.Name != answer.Strategy) strange++;
        bool generic = strange * 2 >= answer.Items.Count;
        lock (gate) DoorState.Add(waiting.Lists, answer.Strategy, DoorState.SpanOf(time.GetUtcNow()), 1, generic ? 1 : 0);
        bringing.Notice();
    }

    /// <summary>Brings what has been counted to the store and gives all that is there; keeps it where that fails.</summary>
    public async Task<DoorState> BringAsync(CancellationToken cancellationToken)
    {
        DoorState counted;
        lock (gate) (counted, waiting) = (waiting, new DoorState());
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                StoredBytes stored = await folder.ReadAsync(Name, null, cancellationToken);
                DoorState state = stored.Bytes is null ? new DoorState() : DoorState.Deserialize(stored.Bytes.ToMemory().Span);
                if (counted.IsEmpty) return state;
                state.Add(counted);
                if (await folder.TryWriteAsync(Name, new BinaryData(state.Serialize()), stored.Version, cancellationToken) is not null) return state;
            }
            throw new RequestFailedException(412, "Other instances are writing the counts too");
        }
        catch
        {
            lock (gate) waiting.Add(counted);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await bringing.TryBringAsync();
        folder.Dispose();
    }
}
