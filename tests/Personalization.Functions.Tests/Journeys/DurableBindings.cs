using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>Whether triggers have the types that they bind to, and calls of activities fit the activities.</summary>
internal static class DurableBindings
{
    private static readonly (string Rule, string Attribute, string Type)[] Bindings =
    [
        ("DURABLE1001", "OrchestrationTrigger", "TaskOrchestrationContext"), ("DURABLE1002", "DurableClient", "DurableTaskClient"), ("DURABLE1003", "EntityTrigger", "TaskEntityDispatcher"),
    ];

    public static IEnumerable<DurableFinding> Check(OrchestrationCode code)
    {
        foreach ((string rule, string attribute, string type) in Bindings)
            foreach ((IMethodSymbol method, IParameterSymbol parameter) in code.Marked(attribute))
                if (parameter.Type.Name != type) yield return new DurableFinding(rule, method.Name, parameter.Name);
        Dictionary<string, (IMethodSymbol Method, ITypeSymbol? Input)> activities = Functions(code, "ActivityTrigger", (_, trigger) => trigger);
        Dictionary<string, (IMethodSymbol Method, ITypeSymbol? Input)> orchestrators =
            Functions(code, "OrchestrationTrigger", (method, trigger) => method.Parameters.FirstOrDefault(parameter => !SymbolEqualityComparer.Default.Equals(parameter, trigger)));
        SyntaxNode[] bodies = [.. code.Marked("OrchestrationTrigger").SelectMany(one => one.Method.DeclaringSyntaxReferences).SelectMany(one => code.Reached(one.GetSyntax())).Distinct()];
        foreach ((ExpressionSyntax node, ISymbol symbol) in bodies.SelectMany(code.Uses))
        {
            if (symbol is not IMethodSymbol { ContainingType.Name: "TaskOrchestrationContext" } method || node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) continue;
            if (method.Name == "CallActivityAsync") foreach (DurableFinding finding in Call(code, activities, method, call, bodies)) yield return finding;
            if (method.Name == "CallSubOrchestratorAsync") foreach (DurableFinding finding in Call(code, orchestrators, method, call, bodies)) yield return finding;
        }
    }

    private static Dictionary<string, (IMethodSymbol, ITypeSymbol?)> Functions(OrchestrationCode code, string attribute, Func<IMethodSymbol, IParameterSymbol, IParameterSymbol?> input) =>
        code.Marked(attribute).ToDictionary(
            one => one.Method.GetAttributes().Single(mark => mark.AttributeClass?.Name == "FunctionAttribute").ConstructorArguments[0].Value as string ?? "",
            one => (one.Method, input(one.Method, one.Parameter)?.Type), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<DurableFinding> Call(
        OrchestrationCode code, Dictionary<string, (IMethodSymbol Method, ITypeSymbol? Input)> functions, IMethodSymbol method, InvocationExpressionSyntax call, SyntaxNode[] bodies)
    {
        SemanticModel model = code.ModelOf(call);
        ExpressionSyntax first = call.ArgumentList.Arguments[0].Expression;
        foreach ((string? name, ITypeSymbol[] types) in Names(code, model, first, bodies))
        {
            if (name is null || !functions.TryGetValue(name, out (IMethodSymbol Method, ITypeSymbol? Input) function))
            {
                yield return new DurableFinding("DURABLE2003", $"{first}", "no such function by a constant name");
                continue;
            }
            ArgumentSyntax? second = call.ArgumentList.Arguments.Skip(1).FirstOrDefault();
            ITypeSymbol? given = second is null || method.Parameters[1].Name != "input" ? null : Filled(model.GetTypeInfo(second.Expression).Type, types);
            if (function.Input is { } wanted && wanted.Name is not ("TaskActivityContext" or "TaskOrchestrationContext"))
            {
                bool fits = given is not null ? code.Fits(given, wanted) : wanted.NullableAnnotation is NullableAnnotation.Annotated || wanted.SpecialType is SpecialType.System_Object;
                if (!fits) yield return new DurableFinding("DURABLE2001", name, $"{given} is given, {wanted} is wanted");
            }
            if (method.TypeArguments is [var result] && Filled(result, types) is { } read && !code.Fits(Result(function.Method), read))
                yield return new DurableFinding("DURABLE2002", name, $"{Result(function.Method)} comes, {read} is read");
        }
    }

    /// <summary>The name that is called: a constant, or the constants that callers hand over as a parameter, with their type arguments.</summary>
    private static (string? Name, ITypeSymbol[] Types)[] Names(OrchestrationCode code, SemanticModel model, ExpressionSyntax first, SyntaxNode[] bodies)
    {
        if (model.GetConstantValue(first).Value is string constant) return [(constant, [])];
        if (model.GetSymbolInfo(first).Symbol is not IParameterSymbol { ContainingSymbol: IMethodSymbol called } parameter) return [(null, [])];
        (string?, ITypeSymbol[])[] callers =
        [
            .. from body in bodies
               from use in code.Uses(body)
               where use.Symbol is IMethodSymbol method && SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, called)
               let call = use.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>()
               where call is not null
               let name = code.ModelOf(call).GetConstantValue(call.ArgumentList.Arguments[parameter.Ordinal].Expression).Value as string
               select (name, ((IMethodSymbol)use.Symbol).TypeArguments.ToArray()),
        ];
        return callers.Length == 0 ? [(null, [])] : callers;
    }

    // A generic method's types as its caller fills them in.
    private static ITypeSymbol? Filled(ITypeSymbol? type, ITypeSymbol[] types) => type switch
    {
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter when parameter.Ordinal < types.Length => types[parameter.Ordinal],
        INamedTypeSymbol { IsGenericType: true } named => named.OriginalDefinition.Construct([.. named.TypeArguments.Select(one => Filled(one, types)!)]),
        _ => type,
    };

    // What is inside the task.
    private static ITypeSymbol Result(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var inside] } ? inside : method.ReturnType;
}
