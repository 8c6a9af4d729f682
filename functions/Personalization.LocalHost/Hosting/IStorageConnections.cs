using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Personalization.LocalHost.Hosting;

/// <summary>
/// Storage clients by connection name, as attributes give it: the name of a setting, of a <c>ConnectionStrings</c> entry, or null for <c>AzureWebJobsStorage</c>.
/// Clients are made once per name and shared.
/// </summary>
internal interface IStorageConnections
{
    /// <summary>The name that stands for "no connection named".</summary>
    const string Default = "AzureWebJobsStorage";

    /// <summary>The raw connection string, which may be <c>UseDevelopmentStorage=true</c>.</summary>
    /// <exception cref="HostStartupException">There is no such setting.</exception>
    string ConnectionString(string? connection = null);

    /// <summary>Encodes messages as host.json says.</summary>
    QueueServiceClient Queues(string? connection = null);

    BlobServiceClient Blobs(string? connection = null);
}
