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
        HashSet<SyntaxNode> bodies = [.. code.Marked("OrchestrationTrigger").SelectMany(one => one.Method.DeclaringSyntaxReferences).SelectMany(one => code.Reached(one.GetSyntax()))];
        foreach ((ExpressionSyntax node, ISymbol symbol) in bodies.SelectMany(code.Uses))
        {
            if (symbol is not IMethodSymbol { ContainingType.Name: "TaskOrchestrationContext" } method || node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) continue;
            if (method.Name == "CallActivityAsync") foreach (DurableFinding finding in Call(code, activities, method, call)) yield return finding;
            if (method.Name == "CallSubOrchestratorAsync") foreach (DurableFinding finding in Call(code, orchestrators, method, call)) yield return finding;
        }
    }

    private static Dictionary<string, (IMethodSymbol, ITypeSymbol?)> Functions(OrchestrationCode code, string attribute, Func<IMethodSymbol, IParameterSymbol, IParameterSymbol?> input) =>
        code.Marked(attribute).ToDictionary(
            one => one.Method.GetAttributes().Single(mark => mark.AttributeClass?.Name == "FunctionAttribute").ConstructorArguments[0].Value as string ?? "",
            one => (one.Method, input(one.Method, one.Parameter)?.Type), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<DurableFinding> Call(
        OrchestrationCode code, Dictionary<string, (IMethodSymbol Method, ITypeSymbol? Input)> functions, IMethodSymbol method, InvocationExpressionSyntax call)
    {
        SemanticModel model = code.ModelOf(call);
        ExpressionSyntax first = call.ArgumentList.Arguments[0].Expression;
        if (model.GetConstantValue(first).Value is not string name || !functions.TryGetValue(name, out (IMethodSymbol Method, ITypeSymbol? Input) function))
        {
            yield return new DurableFinding("DURABLE2003", $"{first}", "no such function by a constant name");
            yield break;
        }
        ArgumentSyntax? second = call.ArgumentList.Arguments.Skip(1).FirstOrDefault();
        TypeInfo given = second is null || method.Parameters[1].Name != "input" ? default : model.GetTypeInfo(second.Expression);
        if (function.Input is { } wanted && wanted.Name is not ("TaskActivityContext" or "TaskOrchestrationContext"))
        {
            bool fits = given.Type is { } type ? code.Fits(type, wanted) : wanted.NullableAnnotation is NullableAnnotation.Annotated || wanted.SpecialType is SpecialType.System_Object;
            if (!fits) yield return new DurableFinding("DURABLE2001", name, $"{given.Type} is given, {wanted} is wanted");
        }
        if (method.TypeArguments is [var result] && !code.Fits(Result(function.Method), result)) yield return new DurableFinding("DURABLE2002", name, $"{Result(function.Method)} comes, {result} is read");
    }

    // What is inside the task.
    private static ITypeSymbol Result(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var inside] } ? inside : method.ReturnType;
}
