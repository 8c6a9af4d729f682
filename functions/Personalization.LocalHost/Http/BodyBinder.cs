using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>Binds a parameter to the request's JSON body.</summary>
internal static class BodyBinder
{
    public static ParameterBinder For(Type type) => context => ReadAsync(context.Http!, type);

    /// <summary>The app's JSON options (<c>ConfigureHttpJsonOptions</c>), or the web's defaults.</summary>
    public static JsonSerializerOptions Options(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private static async ValueTask<object?> ReadAsync(HttpContext http, Type type)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, Options(http), http.RequestAborted);
        }
        catch (JsonException wrong)
        {
            string place = string.IsNullOrEmpty(wrong.Path) || wrong.Path == "$" ? "" : $" at {wrong.Path}";
            throw new BadInputException($"The body is not the JSON that is expected{place} (line {wrong.LineNumber + 1}).", wrong);
        }
    }
}
