using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>The path of a queue, a topic, a subscription or one of their dead-letter queues, and the storage queue that carries it.</summary>
internal sealed partial record EntityName(string Path)
{
    private const string Subscriptions = "/Subscriptions/";
    private const string DeadLetters = "/$DeadLetterQueue";
    private const int LongestName = 63;

    public bool IsDeadLetterQueue => Path.EndsWith(DeadLetters, StringComparison.Ordinal);

    public EntityName DeadLetterQueue => IsDeadLetterQueue ? this : new(Path + DeadLetters);

    /// <summary>The queue or topic that messages are sent to.</summary>
    public EntityName Address => new(Main.Split(Subscriptions)[0]);

    /// <summary>
    /// <c>sb-orders</c>, <c>sb-orders-dlq</c>; subscriptions <c>sb-topic-subscription-1a2b3c4d</c>. A name that a storage queue cannot have is written with what it can have and a hash.
    /// </summary>
    public string StorageName
    {
        get
        {
            string plain = Main.Replace(Subscriptions, "-", StringComparison.Ordinal).ToLowerInvariant();
            string tail = IsDeadLetterQueue ? "-dlq" : "";
            string written = NotAllowed().Replace(plain, "-").Trim('-');
            // Service Bus names do not tell upper from lower case, so lower case alone is no change.
            if (string.Equals(written, Main, StringComparison.OrdinalIgnoreCase) && written.Length + tail.Length + 3 <= LongestName) return $"sb-{written}{tail}";
            string hash = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(Main.ToLowerInvariant())).ToString("x8", null);
            int room = LongestName - "sb-".Length - 1 - hash.Length - "-dlq".Length;
            return $"sb-{(written.Length > room ? written[..room].TrimEnd('-') : written)}-{hash}{tail}";
        }
    }

    private string Main => IsDeadLetterQueue ? Path[..^DeadLetters.Length] : Path;

    public static EntityName Subscription(string topic, string subscription) => new(topic + Subscriptions + subscription);

    public override string ToString() => Path;

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotAllowed();
}
