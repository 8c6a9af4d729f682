using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Personalization.Recommendations;

namespace Personalization.Benchmarks.Events;

/// <summary>How long the app needed for what was waiting when the sending ended.</summary>
/// <param name="Processed">Seconds until no message waits: all is in the lake and in profiles.</param>
/// <param name="Counted">Seconds until all is in the counts too.</param>
internal sealed record DrainTimes(double Processed, double Counted);

/// <summary>Looks into storage itself, past the app, whether all that was taken has arrived.</summary>
internal sealed class Drain(string connectionString)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly QueueClient queue = new(connectionString, "events");
    private readonly QueueClient poison = new(connectionString, "events-poison");
    private readonly BlobClient counts = new(connectionString, "models", "activity");

    /// <summary>Waits until the app has taken in as many events as it was sent since it started.</summary>
    public async Task<DrainTimes> WaitAsync(long events, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await UntilAsync(async () => (await queue.GetPropertiesAsync(patience.Token)).Value.ApproximateMessagesCount == 0, patience.Token);
        if (await poison.ExistsAsync(patience.Token)) throw new InvalidOperationException("Messages have come to the poison queue");
        double processed = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        ETag? known = null;
        await UntilAsync(async () => (known = await CountedAsync(events, known, patience.Token)) is null, patience.Token);
        return new DrainTimes(processed, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
    }

    public Task ClearAsync(CancellationToken cancellationToken) => queue.ClearMessagesAsync(cancellationToken);

    /// <summary>Null when as many events are counted; else the version of the counts that was looked at.</summary>
    private async Task<ETag?> CountedAsync(long events, ETag? known, CancellationToken cancellationToken)
    {
        if (!await counts.ExistsAsync(cancellationToken)) return ETag.All;
        ETag version = (await counts.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ETag;
        if (version == known) return known;
        BinaryData bytes = (await counts.DownloadContentAsync(cancellationToken)).Value.Content;
        long counted = ActivityCodec.Deserialize(bytes.ToMemory()).EventTotals.Values.Sum();
        return counted == events ? null
            : counted < events ? version
            : throw new InvalidOperationException($"{counted} events are counted and {events} were sent");
    }

    private static async Task UntilAsync(Func<Task<bool>> done, CancellationToken cancellationToken)
    {
        while (!await done()) await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
    }
}
