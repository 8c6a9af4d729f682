using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Personalization.Benchmarks.ColdStart;

/// <summary>An ASP.NET Core app with one endpoint and nothing else.</summary>
internal static class EmptyApp
{
    public static async Task<int> RunAsync(string port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{port}");
        WebApplication app = builder.Build();
        app.MapGet("/", () => "ok");
        await app.RunAsync();
        return 0;
    }
}
