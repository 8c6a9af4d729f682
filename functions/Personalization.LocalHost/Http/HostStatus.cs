namespace Personalization.LocalHost.Http;

/// <summary>What the host says of itself.</summary>
internal sealed class HostStatus(TimeProvider time)
{
    private readonly long started = time.GetTimestamp();

    public string InstanceId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>As the Functions host names it: Starting, Running, Stopping.</summary>
    public string State { get; set; } = "Starting";

    public Description Describe() => new(
        "Personalization.LocalHost", State, typeof(HostStatus).Assembly.GetName().Version?.ToString() ?? "", InstanceId, (long)time.GetElapsedTime(started).TotalMilliseconds);

    /// <summary>The answer of <c>/admin/host/status</c>; the uptime in milliseconds.</summary>
    internal sealed record Description(string Id, string State, string Version, string InstanceId, long ProcessUptime);
}
