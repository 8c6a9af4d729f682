using System.Globalization;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>
/// A Service Bus connection of the embedded host: a storage connection string, with what a queue's properties would say in Azure as further keys:
/// <c>UseDevelopmentStorage=true;DuplicateDetection=false;MaxDeliveryCount=3;LockDuration=00:00:30</c>.
/// </summary>
internal sealed record BrokerSettings
{
    public required string StorageConnectionString { get; init; }

    /// <summary>Whether a message whose MessageId was sent within the last ten minutes is dropped.</summary>
    public bool DuplicateDetection { get; init; } = true;

    /// <summary>Deliveries before a message goes to the dead-letter queue.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long a received message is hidden from others.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="FormatException">Not a storage connection string, or one of the keys is wrong.</exception>
    public static BrokerSettings Parse(string connectionString)
    {
        if (connectionString.Contains("Endpoint=sb:", StringComparison.OrdinalIgnoreCase) || connectionString.Contains(".servicebus.", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException(
                "The embedded host carries Service Bus over storage queues: give it UseDevelopmentStorage=true or a storage connection string. "
                + "Real Service Bus needs the build with FunctionsHost=azure.");
        }

        BrokerSettings settings = new() { StorageConnectionString = "" };
        List<string> storage = [];
        foreach (string part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (settings.With(part) is { } changed) settings = changed;
            else storage.Add(part);
        }

        return settings with { StorageConnectionString = string.Join(';', storage) };
    }

    /// <summary>Null where the part is not one of our keys.</summary>
    private BrokerSettings? With(string part)
    {
        string[] pair = part.Split('=', 2);
        string value = pair.Length == 2 ? pair[1] : "";
        return pair[0].ToUpperInvariant() switch
        {
            "DUPLICATEDETECTION" => this with { DuplicateDetection = bool.TryParse(value, out bool flag) ? flag : throw Wrong(part) },
            "MAXDELIVERYCOUNT" => this with
            {
                MaxDeliveryCount = int.TryParse(value, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 2000 ? count : throw Wrong(part),
            },
            "LOCKDURATION" => this with
            {
                LockDuration = TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out TimeSpan span) && span >= TimeSpan.FromSeconds(1) && span <= TimeSpan.FromMinutes(5)
                    ? span : throw Wrong(part),
            },
            _ => null,
        };
    }

    private static FormatException Wrong(string part) => new($"'{part}' in the Service Bus connection string is not valid.");
}
