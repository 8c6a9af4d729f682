using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>Keeps the status of one timer where the Functions host keeps it, and in its form: <c>{"Last":..,"Next":..,"LastUpdated":..}</c>.</summary>
internal sealed class TimerStatusStore(BlobContainerClient container, string path, string function, ILogger logger)
{
    private readonly BlobClient blob = container.GetBlobClient(path);

    /// <summary>The stored status, or null where there is none that can be read.</summary>
    public async Task<ScheduleStatus?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            BinaryData content = (await blob.DownloadContentAsync(cancellationToken)).Value.Content;
            ScheduleStatus? stored = content.ToObjectFromJson<ScheduleStatus>();
            return stored is null ? null : new ScheduleStatus { Last = Utc(stored.Last), Next = Utc(stored.Next), LastUpdated = Utc(stored.LastUpdated) };
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
        catch (JsonException error)
        {
            logger.TimerStatusUnreadable(error, function);
            return null;
        }
    }

    public async Task WriteAsync(ScheduleStatus status, CancellationToken cancellationToken)
    {
        BinaryData content = BinaryData.FromObjectAsJson(status);
        try
        {
            await blob.UploadAsync(content, overwrite: true, cancellationToken);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await blob.UploadAsync(content, overwrite: true, cancellationToken);
        }
    }

    private static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
}
