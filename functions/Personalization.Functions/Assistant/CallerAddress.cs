using System.Net;
using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Assistant;

/// <summary>The address that a request comes from, as far as limits go by it.</summary>
internal static class CallerAddress
{
    private const int NetBytes = 8;

    /// <summary>The address without its port, or null. Of IPv6 the network: a household has one, and as many addresses in it as it likes.</summary>
    public static string? Of(HttpRequest request)
    {
        // The last hop is the platform's own; what stands before it anybody can have written.
        string? said = request.Headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1].Trim();
        return ((said is { Length: > 0 } ? Parsed(said) : null) ?? request.HttpContext.Connection.RemoteIpAddress) is { } address ? Net(address) : null;
    }

    // The platform writes ports too, and a new one for each connection.
    private static IPAddress? Parsed(string text) => IPAddress.TryParse(text, out IPAddress? address) ? address : IPEndPoint.TryParse(text, out IPEndPoint? point) ? point.Address : null;

    private static string Net(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        byte[] bytes = address.GetAddressBytes();
        if (bytes.Length <= NetBytes) return address.ToString();
        bytes.AsSpan(NetBytes).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
