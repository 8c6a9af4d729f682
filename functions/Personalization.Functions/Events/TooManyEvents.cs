using Personalization.Common;

namespace Personalization.Functions.Events;

/// <summary>The refusal of those who come while too many events wait.</summary>
internal static class TooManyEvents
{
    /// <summary>With what became of the request, and what to do.</summary>
    public static Problem Saying(string detail = "Nothing was taken. Send it again.") =>
        new(429, "too-many-events", "Too many events are waiting", detail, RetryAfter: TimeSpan.FromSeconds(2));
}
