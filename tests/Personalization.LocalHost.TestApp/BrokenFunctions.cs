using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Personalization.LocalHost.TestApp;

/// <summary>Takes a route that <see cref="SoundFunctions"/> has; not public, so that it is found only by name.</summary>
internal static class BrokenFunctions
{
    [Function("HelloToo")]
    public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) => "hello";
}
