using Azure;

namespace Personalization.LocalHost.Tables;

/// <summary>Where the next page of rows begins: the service's two headers, apart by a space, which neither of them contains.</summary>
internal static class ContinuationToken
{
    public static string? From(Response response)
    {
        response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out string? partitionKey);
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out string? rowKey);
        return partitionKey is null && rowKey is null ? null : $"{partitionKey} {rowKey}";
    }

    public static void Append(QueryAddress query, string? token)
    {
        if (token is null) return;
        int space = token.IndexOf(' ', StringComparison.Ordinal);
        query.Append("NextPartitionKey", space < 0 ? token : token[..space]);
        if (space >= 0) query.Append("NextRowKey", token[(space + 1)..]);
    }
}
