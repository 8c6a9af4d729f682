using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Personalization.LocalHost.Hosting;

/// <summary>Where the host listens: <c>--urls</c>, or <c>--port</c> (<c>Host:LocalHttpPort</c>) on this machine alone.</summary>
internal static class ListenAddresses
{
    private const int DefaultPort = 7071;

    /// <exception cref="HostStartupException">A port that is none, or an address that cannot be listened on.</exception>
    public static IReadOnlyList<string> From(IConfiguration configuration)
    {
        string? urls = configuration["urls"] ?? configuration["ASPNETCORE_URLS"];
        if (!string.IsNullOrWhiteSpace(urls))
            return [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Checked)];
        string port = configuration[HostSettings.PortKey] ?? $"{DefaultPort}";
        return ushort.TryParse(port, out ushort number)
            ? [$"http://127.0.0.1:{number}"]
            : throw new HostStartupException($"{HostSettings.PortKey} must be a port from 0 to 65535, not \"{port}\"");
    }

    private static string Checked(string url)
    {
        try
        {
            if (BindingAddress.Parse(url).Scheme == "http") return url;
        }
        catch (FormatException wrong)
        {
            throw new HostStartupException($"--urls: {wrong.Message}", wrong);
        }
        throw new HostStartupException($"--urls: {url} is not an http address; put a proxy in front for https");
    }
}
