using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Personalization.LocalHost.Durable;

namespace Personalization.Benchmarks.Journeys;

/// <summary>The hub of the measurements.</summary>
internal static class Hub
{
    public static TableClient Table(string connectionString) => new(connectionString, "BenchInstances");

    public static TableInstanceStore Store(string connectionString) => new(Table(connectionString), new BlobContainerClient(connectionString, "bench-largemessages"));
}
