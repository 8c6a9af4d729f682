using Microsoft.Extensions.DependencyInjection;

namespace Personalization.Functions.Assistant.Mcp;

internal static class McpSetup
{
    public static void AddMcp(this IServiceCollection services)
    {
        services.AddOptions<McpOptions>().BindConfiguration("Mcp")
            .Validate(options => options.Share >= 1, "Mcp:Share must be at least 1.")
            .Validate(options => options.Origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(one => Uri.TryCreate(one, UriKind.Absolute, out _)),
                "Mcp:Origins are addresses such as https://console.shop.example, with commas between.")
            .Validate(options => options.Keys.Values.All(key => key.Length >= McpKeys.ShortestKey), $"A key of Mcp:Keys has at least {McpKeys.ShortestKey} characters (such as the answer of: openssl rand -hex 32).")
            .ValidateOnStart();
        services.AddSingleton<McpKeys>();
        services.AddSingleton<McpServer>();
    }
}
