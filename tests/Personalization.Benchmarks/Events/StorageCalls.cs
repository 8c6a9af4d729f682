using System.Collections.Concurrent;

namespace Personalization.Benchmarks.Events;

/// <summary>Requests to storage by service and operation.</summary>
internal sealed class StorageCalls
{
    private readonly ConcurrentDictionary<string, long> counts = new();

    public void Count(string service, string method, string path, string query) =>
        counts.AddOrUpdate($"{service} {Operation(service, method, path, query)}", 1, (_, count) => count + 1);

    public IReadOnlyDictionary<string, long> Snapshot() => new SortedDictionary<string, long>(counts.ToDictionary(), StringComparer.Ordinal);

    // Paths begin with the account: /account/queue/messages/id, /account/container/blob, /account/table(key).
    private static string Operation(string service, string method, string path, string query)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string name = parts.Length > 1 ? parts[1] : "";
        if (service == "table") return name is "$batch" ? "transaction" : name is "Tables" ? $"{method} Tables" : $"{method} {name.Split('(')[0]}";
        string comp = query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.Ordinal)) ?? "";
        string what = service == "queue" && parts.Length > 2 ? parts.Length > 3 ? "/messages/id" : "/messages" : parts.Length > 2 ? "/*" : "";
        return $"{method} {name}{what} {comp}".TrimEnd();
    }
}
