using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Personalization.LocalHost.TestApp;

/// <summary>Answers with as many bytes as it is asked for, and does nothing else: what the host itself costs.</summary>
public static class FillerFunctions
{
    private const int Most = 1 << 20;
    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes($"\"{new string('x', Most - 2)}\"");

    [Function("Filler")]
    public static IResult Filler([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "filler/{count:int}")] HttpRequest request, int count) =>
        new Answer(Math.Clamp(count, 0, Most));

    private sealed class Answer(int count) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = count;
            return httpContext.Response.BodyWriter.WriteAsync(Bytes.AsMemory(0, count)).AsTask();
        }
    }
}
