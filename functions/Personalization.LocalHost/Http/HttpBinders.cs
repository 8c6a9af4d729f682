using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Primitives;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>Parameters of HTTP functions.</summary>
internal static class HttpBinders
{
    /// <summary>A binder, or null when nothing provides such a parameter.</summary>
    public static ParameterBinder? For(ParameterInfo parameter, bool isTrigger)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(HttpRequest)) return context => new(context.Http!.Request);
        if (type == typeof(HttpContext)) throw new HostStartupException($"the parameter {parameter.Name} cannot be an HttpContext: take the HttpRequest, and HttpContext from it");
        if (parameter.IsDefined(typeof(FromBodyAttribute))) return BodyBinder.For(type);
        if (parameter.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "Microsoft.AspNetCore.Mvc.FromBodyAttribute"))
            throw new HostStartupException($"the parameter {parameter.Name} carries MVC's [FromBody]: use the one of Microsoft.Azure.Functions.Worker.Http");
        if (TextValue.Reader(type) is { } reader) return isTrigger ? null : FromRouteOrQuery(parameter, reader);
        return isTrigger && type is { IsAbstract: false, IsPrimitive: false } ? BodyBinder.For(type) : null;
    }

    /// <summary>MVC's results would bring MVC with them, which costs every start.</summary>
    public static void CheckReturn(MethodInfo method)
    {
        Type? type = ReturnReader.ValueType(method.ReturnType);
        IEnumerable<Type> types = type is null ? [] : type.GetProperties().Select(property => property.PropertyType).Append(type);
        if (types.Any(found => found.GetInterfaces().Append(found).Any(each => each.FullName == "Microsoft.AspNetCore.Mvc.IActionResult")))
            throw new HostStartupException("IActionResult is not served here: return an IResult (Results.Ok, Results.Json ...)");
    }

    private static ParameterBinder FromRouteOrQuery(ParameterInfo parameter, Func<string, object?> reader)
    {
        string name = parameter.Name!;
        object? missing = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        bool required = !parameter.HasDefaultValue && !TextValue.AllowsNull(parameter.ParameterType);
        string expected = $"'{name}' must be {TextValue.Describe(parameter.ParameterType)}";
        return context =>
        {
            string? text = Text(context.Http!.Request, name);
            if (string.IsNullOrEmpty(text)) return required ? throw new BadInputException($"{expected}; it is missing.") : new(text is null ? missing : Empty(text, parameter, missing));
            return new(reader(text) ?? throw new BadInputException($"{expected}."));
        };
    }

    private static object? Empty(string text, ParameterInfo parameter, object? missing) => parameter.ParameterType == typeof(string) ? text : missing;

    private static string? Text(HttpRequest request, string name) =>
        request.RouteValues.TryGetValue(name, out object? value) && value is not null
            ? value as string ?? value.ToString()
            : request.QueryString.HasValue && request.Query.TryGetValue(name, out StringValues query) ? query.ToString() : null;
}
