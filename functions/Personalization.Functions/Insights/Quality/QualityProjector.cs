using System.Globalization;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Storage;
using Personalization.Insights.Quality;

namespace Personalization.Functions.Insights.Quality;

/// <summary>
/// Keeps what usually comes in up with the lake, which is read behind the events: taking events in costs nothing more. Counts and reading
/// position are one blob, <c>insights/quality</c>, replaced by version: whatever fails, the next run goes on from what is stored.
/// </summary>
public sealed class QualityProjector : IDisposable
{
    private const string Name = "quality";
    private const int FilesRemembered = 60;
    private const long BytesOfRun = 256L * 1024 * 1024;
    private const int FirstDays = 8;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly BlobFolder folder;
    private readonly LakeReader lake;
    private readonly EventVocabulary vocabulary;
    private readonly TimeProvider time;
    private readonly ILogger<QualityProjector> log;
    private readonly DoorLedger? door;

    /// <summary>By its services.</summary>
    public QualityProjector(BlobServiceClient blobs, LakeReader lake, EventVocabulary vocabulary, TimeProvider time, ILogger<QualityProjector> log, DoorLedger? door = null)
    {
        folder = new BlobFolder(blobs, "insights");
        (this.lake, this.vocabulary, this.time, this.log, this.door) = (lake, vocabulary, time, log, door);
    }

    /// <summary>Reads what the lake has more by now, tells the log of alarms that are new, and gives the state.</summary>
    public async Task<QualityState> CatchUpAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            StoredBytes stored = await folder.ReadAsync(Name, null, cancellationToken);
            QualityState state = stored.Bytes is null ? new QualityState() : QualityState.Deserialize(stored.Bytes.ToMemory().Span);
            bool moved = await ReadAsync(state, cancellationToken);
            if (door is not null) state.Door = await door.BringAsync(cancellationToken);
            QualityAlarm[] alarms = [.. QualityRules.Find(state, vocabulary, time.GetUtcNow())];
            QualityAlarm[] fresh = [.. alarms.Where(alarm => !state.Told.Contains(alarm.Id))];
            bool over = state.Told.RemoveWhere(id => alarms.All(alarm => alarm.Id != id)) > 0;
            state.Told.UnionWith(fresh.Select(alarm => alarm.Id));
            // Of several instances the first to store wins, and tells; the others find it stored the next time.
            if ((moved || over || fresh.Length > 0) && await folder.TryWriteAsync(Name, new BinaryData(state.Serialize()), stored.Version, cancellationToken) is not null)
                foreach (QualityAlarm alarm in fresh) log.QualityAlarm(alarm.Kind, alarm.Source);
            return state;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gate.Dispose();
        folder.Dispose();
    }

    private async Task<bool> ReadAsync(QualityState state, CancellationToken cancellationToken)
    {
        // A lake of years is not read for what a week can tell.
        string from = state.Positions.Keys.FirstOrDefault()
            ?? time.GetUtcNow().AddDays(-FirstDays).ToString("'events'/yyyy/MM/dd/", CultureInfo.InvariantCulture);
        bool moved = false;
        long read = 0;
        foreach (LakeFile file in await lake.ListAsync(from, cancellationToken))
        {
            long at = state.Positions.GetValueOrDefault(file.Name);
            if (at == file.Length) continue;
            state.Positions[file.Name] = await lake.ReadAsync(file, at, state.Add, cancellationToken);
            moved |= state.Positions[file.Name] != at;
            if ((read += file.Length - at) > BytesOfRun) break;
        }
        while (state.Positions.Count > FilesRemembered) state.Positions.Remove(state.Positions.Keys.First());
        if (moved) state.Prune();
        return moved;
    }
}
