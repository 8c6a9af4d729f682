using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Tests.Hosting;

namespace Personalization.LocalHost.Tests.Http;

public sealed record Person(string FirstName);

public sealed class Multi
{
    [HttpResult]
    public required IResult Answer { get; init; }

    [TestOutput("first")]
    public string? First { get; init; }

    [TestOutput("second")]
    public int Second { get; init; }

    [TestOutput("never")]
    public string? Never { get; init; }

    public string Unmarked { get; init; } = "no output";
}

public static class AnswerFunctions
{
    [Function("Result")]
    public static async Task<IResult> ResultAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "result")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Created("/x", new { name = "cup" });
    }

    [Function("Task")]
    public static Task<string> TextAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "task")] HttpRequest request) => Task.FromResult("text");

    [Function("ValueTask")]
    public static ValueTask<Person> PersonAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "valuetask")] HttpRequest request) => new(new Person("Ada"));

    [Function("Nothing")]
    public static IResult? Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nothing")] HttpRequest request) => null;

    [Function("Void")]
    public static Task ByHandAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "void")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = 202;
        return request.HttpContext.Response.WriteAsync("by hand");
    }

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.ETag = "\"1\"";
        throw new InvalidOperationException("secret");
    }

    [Function("ThrowsLate")]
    public static async Task<IResult> ThrowsAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throwslate")] HttpRequest request)
    {
        await Task.Yield();
        throw new InvalidOperationException("secret");
    }

    [Function("Half")]
    public static async Task HalfAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "half")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("half");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("secret");
    }

    [Function("Forever")]
    public static async Task ForeverAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "forever")] HttpRequest request, CancellationToken token) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);

    [Function("Multi")]
    public static Multi MultiOutputs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "multi")] HttpRequest request) =>
        new() { Answer = Results.Accepted(), First = "one", Second = 2 };

    [Function("Output")]
    [TestOutput("whole")]
    public static string Output([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "output")] HttpRequest request) => "sent";

    [Function("Unwritable")]
    [TestOutput("whole")]
    public static string Unwritable([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "unwritable")] HttpRequest request) => "unwritable";
}
