using System.Xml;
using Microsoft.AspNetCore.Http;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>
/// What time the app thinks it is: <c>GET /admin/host/clock</c>; <c>POST</c> with <c>?advance=PT1H</c> (ISO 8601) moves it ahead, until the app ends.
/// No endpoint of the Functions host.
/// </summary>
internal sealed class ClockRoutes(TimeProvider time)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    public Task ReadAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new { now = time.GetUtcNow() }, http.RequestAborted);

    public Task MoveAsync(HttpContext http)
    {
        if (time is not MovableClock clock) return Problem.WriteAsync(http, StatusCodes.Status409Conflict, $"The clock cannot be moved: set {MovableClock.Setting.Replace(":", "__", StringComparison.Ordinal)} to true.");
        if (Duration(http.Request.Query["advance"].ToString()) is not { } by)
            return Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "advance is how far the clock moves ahead, in ISO 8601, such as PT90M or P3D, up to P366D.");
        clock.Advance(by);
        return ReadAsync(http);
    }

    private static TimeSpan? Duration(string text)
    {
        try
        {
            TimeSpan by = XmlConvert.ToTimeSpan(text);
            return by >= TimeSpan.Zero && by <= Furthest ? by : null;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return null;
        }
    }
}
