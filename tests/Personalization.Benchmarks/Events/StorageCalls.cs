using System.Collections.Concurrent;
using Personalization.Testing;

namespace Personalization.Benchmarks.Events;

/// <summary>Requests to storage by service and operation.</summary>
internal sealed class StorageCalls : IStorageWitness
{
    private readonly ConcurrentDictionary<string, long> counts = new();

    public ValueTask<bool> AskedAsync(StorageRequest request)
    {
        counts.AddOrUpdate($"{request.Service} {Operation(request)}", 1, (_, count) => count + 1);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> AnsweredAsync(StorageRequest request) => ValueTask.FromResult(true);

    public IReadOnlyDictionary<string, long> Snapshot() => new SortedDictionary<string, long>(counts.ToDictionary(), StringComparer.Ordinal);

    // Paths begin with the account: /account/queue/messages/id, /account/container/blob, /account/table(key).
    private static string Operation(StorageRequest request)
    {
        (string service, string method, string path, string query) = request;
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string name = parts.Length > 1 ? parts[1] : "";
        if (service == "table") return name is "$batch" ? "transaction" : name is "Tables" ? $"{method} Tables" : $"{method} {name.Split('(')[0]}";
        string comp = query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.Ordinal)) ?? "";
        string what = service == "queue" && parts.Length > 2 ? parts.Length > 3 ? "/messages/id" : "/messages" : parts.Length > 2 ? "/*" : "";
        return $"{method} {name}{what} {comp}".TrimEnd();
    }
}
