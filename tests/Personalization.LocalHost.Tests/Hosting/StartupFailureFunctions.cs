using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Personalization.LocalHost.Tests.Hosting;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class StrangeTriggerAttribute : TriggerBindingAttribute;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class StrangeInputAttribute : InputBindingAttribute;

[AttributeUsage(AttributeTargets.Method)]
internal sealed class StrangeOutputAttribute : OutputBindingAttribute;

internal static class SameName
{
    [Function("Twice")]
    public static void One([TestTrigger] string item) => _ = item;

    [Function("twice")]
    public static void Two([TestTrigger] string item) => _ = item;
}

internal static class SameRoute
{
    [Function("One")]
    public static string One([HttpTrigger("get", "post", Route = "things/{id}")] HttpRequest request) => "";

    [Function("Two")]
    public static string Two([HttpTrigger("POST", Route = "Things/{name}/")] HttpRequest request) => "";
}

internal static class AnyMethod
{
    [Function("One")]
    public static string One([HttpTrigger(Route = "things")] HttpRequest request) => "";

    [Function("Two")]
    public static string Two([HttpTrigger("patch", Route = "things")] HttpRequest request) => "";
}

internal static class NoTrigger
{
    [Function("None")]
    public static void Run(string item) => _ = item;
}

internal static class TwoTriggers
{
    [Function("Both")]
    public static void Run([TestTrigger] string item, [HttpTrigger] HttpRequest request) => _ = item;
}

internal static class UnknownTrigger
{
    [Function("Unknown")]
    public static void Run([StrangeTrigger] string item) => _ = item;
}

internal static class UnknownInput
{
    [Function("Unknown")]
    public static void Run([TestTrigger] string item, [StrangeInput] string value) => _ = value;
}

internal static class UnknownOutput
{
    [Function("Unknown")]
    [StrangeOutput]
    public static string Run([TestTrigger] string item) => item;
}

internal static class Unbindable
{
    [Function("Odd")]
    public static void Run([HttpTrigger] HttpRequest request, Stream stream) => _ = stream;
}

internal static class UnbindableTrigger
{
    [Function("Odd")]
    public static void Run([TestTrigger] string item, StartupFailureTests other) => _ = other;
}

internal static class WithHttpContext
{
    [Function("Odd")]
    public static void Run([HttpTrigger] HttpContext context) => _ = context;
}

internal static class MvcFromBody
{
    [Function("Odd")]
    public static void Run([HttpTrigger] HttpRequest request, [FromBody] Uri body) => _ = body;
}

internal static class MvcResult
{
    [Function("Odd")]
    public static Task<IActionResult> RunAsync([HttpTrigger] HttpRequest request) => Task.FromResult<IActionResult>(new OkResult());
}

internal static class BadRoute
{
    [Function("Odd")]
    public static string Run([HttpTrigger(Route = "things/{id")] HttpRequest request) => "";
}

internal static class BadConstraint
{
    [Function("Odd")]
    public static string Run([HttpTrigger(Route = "things/{id:nonsense}")] HttpRequest request) => "";
}

internal static class AdminRoute
{
    [Function("Odd")]
    public static string Run([HttpTrigger(Route = "administrators")] HttpRequest request) => "";
}

internal static class OutputWithoutSetting
{
    [Function("Odd")]
    [TestOutput("%Nowhere%")]
    public static string Run([TestTrigger] string item) => item;
}

internal static class TriggerWithoutSetting
{
    [Function("Odd")]
    public static void Run([TestTrigger("%Nowhere%")] string item) => _ = item;
}

internal static class TriggerOnStorage
{
    [Function("Stored")]
    public static void Run([TestTrigger(Connection = "Lake")] string item) => _ = item;
}

internal static class Fine
{
    [Function("One")]
    public static string One([HttpTrigger("get", Route = "things/{id}")] HttpRequest request) => "";

    [Function("Two")]
    public static string Two([HttpTrigger("put", Route = "things/{id}")] HttpRequest request) => "";

    [Function("Three")]
    public static string Three([HttpTrigger("get", Route = "things/{id:int}")] HttpRequest request) => "";
}
