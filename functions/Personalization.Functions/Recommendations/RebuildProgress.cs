using Azure;
using Personalization.Recommendations.Sessions;

namespace Personalization.Functions.Recommendations;

/// <summary>Says where a rebuild stands, at most every few seconds while it reads.</summary>
internal sealed class RebuildProgress(RebuildBlobs blobs, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private long saved;

    public RebuildStatus Status { get; private set; } = new();

    public Task BeginAsync(CancellationToken cancellationToken) => SaveAsync(
        new RebuildStatus { State = RebuildState.Running, Phase = RebuildPhase.Reading, StartedAt = time.GetUtcNow() }, cancellationToken);

    public Task ReadAsync(ScanProgress read, CancellationToken cancellationToken)
    {
        Status = Status with { EventsRead = read.Events, DamagedLines = read.Damaged, BytesRead = read.Bytes, BytesTotal = read.TotalBytes };
        return time.GetElapsedTime(saved) < Pause ? Task.CompletedTask : SaveAsync(Status, cancellationToken);
    }

    public Task EnterAsync(RebuildPhase phase, CancellationToken cancellationToken) => SaveAsync(Status with { Phase = phase }, cancellationToken);

    public Task FinishAsync(ModelRun model, CancellationToken cancellationToken) =>
        SaveAsync(Status with { State = RebuildState.Done, Phase = null, FinishedAt = time.GetUtcNow(), Model = model }, cancellationToken);

    public Task FailAsync(Exception fault) => SaveAsync(
        Status with { State = RebuildState.Failed, FinishedAt = time.GetUtcNow(), Error = Words(fault) }, CancellationToken.None);

    private Task SaveAsync(RebuildStatus status, CancellationToken cancellationToken)
    {
        saved = time.GetTimestamp();
        Status = status with { UpdatedAt = time.GetUtcNow() };
        return blobs.SaveAsync(Status, cancellationToken);
    }

    // A fault of storage carries headers and addresses that are nobody's business.
    private static string Words(Exception fault) => fault switch
    {
        OperationCanceledException => "The app was stopped before the rebuild was done. The next one begins anew.",
        RequestFailedException refused => $"Storage refused a request with {refused.Status} {refused.ErrorCode}. The model in service stays; the next rebuild tries again.",
        _ => $"{fault.Message} The model in service stays.",
    };
}
