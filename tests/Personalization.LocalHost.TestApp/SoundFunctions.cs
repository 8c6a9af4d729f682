using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Personalization.LocalHost.TestApp;

public sealed class SoundFunctions(IHostApplicationLifetime lifetime)
{
    [Function("Hello")]
    public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) => "hello";

    /// <summary>Begins its answer at once and ends it only after the host has been told to stop.</summary>
    [Function("Slow")]
    public async Task SlowAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
    {
        TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration told = lifetime.ApplicationStopping.Register(stopping.SetResult);
        await request.HttpContext.Response.WriteAsync("begun ");
        await request.HttpContext.Response.Body.FlushAsync();
        await stopping.Task;
        await request.HttpContext.Response.WriteAsync("ended");
    }
}
