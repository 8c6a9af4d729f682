using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>What orchestrators must not do, because their code runs again from its beginning at every step.</summary>
internal static class DurableRules
{
    // A type's members, all or by name; namespaces end with a dot.
    private static readonly (string Rule, string Type, string[] Members)[] Banned =
    [
        ("DURABLE0001", "System.DateTime", ["Now", "UtcNow", "Today"]), ("DURABLE0001", "System.DateTimeOffset", ["Now", "UtcNow"]), ("DURABLE0001", "System.TimeProvider", []),
        ("DURABLE0001", "System.Diagnostics.Stopwatch", []), ("DURABLE0001", "System.Environment", ["TickCount", "TickCount64"]),
        ("DURABLE0002", "System.Guid", ["NewGuid", "CreateVersion7"]), ("DURABLE0002", "System.Random", []), ("DURABLE0002", "System.Security.Cryptography.RandomNumberGenerator", []),
        ("DURABLE0003", "System.Threading.Tasks.Task", ["Delay"]), ("DURABLE0003", "System.Threading.Thread", ["Sleep"]),
        ("DURABLE0004", "System.Threading.Thread", []), ("DURABLE0004", "System.Threading.ThreadPool", []), ("DURABLE0004", "System.Threading.Timer", []),
        ("DURABLE0004", "System.Threading.Tasks.Task", ["Run", "ContinueWith", "ConfigureAwait"]), ("DURABLE0004", "System.Threading.Tasks.TaskFactory", []),
        ("DURABLE0004", "System.Threading.Tasks.Parallel", []), ("DURABLE0004", "System.Threading.SemaphoreSlim", []),
        ("DURABLE0005", "System.Net.", []), ("DURABLE0005", "Azure.", []), ("DURABLE0005", "System.IO.File", []), ("DURABLE0005", "System.IO.Directory", []),
        ("DURABLE0005", "System.IO.FileStream", []), ("DURABLE0005", "System.IO.StreamReader", []), ("DURABLE0005", "System.Console", []), ("DURABLE0005", "Microsoft.DurableTask.Client.", []),
        ("DURABLE0006", "System.Environment", ["GetEnvironmentVariable", "GetEnvironmentVariables", "ExpandEnvironmentVariables"]),
        ("DURABLE0006", "Microsoft.Extensions.Configuration.", []), ("DURABLE0006", "Microsoft.Extensions.Options.", []),
    ];

    public static IReadOnlyList<DurableFinding> Check(OrchestrationCode code) =>
    [
        .. code.Marked("OrchestrationTrigger").SelectMany(one => Orchestrator(code, one.Method)),
        .. DurableBindings.Check(code),
    ];

    private static IEnumerable<DurableFinding> Orchestrator(OrchestrationCode code, IMethodSymbol orchestrator)
    {
        IEnumerable<DurableFinding> findings =
        [
            .. orchestrator.Parameters.Where(parameter => parameter.Type.Name == "CancellationToken").Select(parameter => Finding("DURABLE0007", orchestrator, parameter.Name)),
            .. orchestrator.Parameters.Where(parameter => parameter.GetAttributes().Any(IsOtherBinding)).Select(parameter => Finding("DURABLE0008", orchestrator, parameter.Name)),
        ];
        foreach (SyntaxNode body in orchestrator.DeclaringSyntaxReferences.SelectMany(reference => code.Reached(reference.GetSyntax())))
        {
            findings = [.. findings, .. code.Uses(body).SelectMany(use => Use(use.Symbol, orchestrator, use.Node)),
                .. body.DescendantNodes().Where(node => IsEndless(node) && !ContinuesAsNew(code, node)).Select(node => Finding("DURABLE0011", orchestrator, node))];
        }
        return findings;
    }

    private static IEnumerable<DurableFinding> Use(ISymbol symbol, IMethodSymbol orchestrator, SyntaxNode node)
    {
        // Types named in a signature do nothing; their members do.
        if (symbol is ITypeSymbol or INamespaceSymbol) yield break;
        string type = symbol.ContainingType?.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) ?? "";
        string? rule = Banned.FirstOrDefault(ban => Is(type, ban.Type) && (ban.Members.Length == 0 || ban.Members.Contains(symbol.Name))).Rule;
        if (rule is not null) yield return Finding(rule, orchestrator, node);
        else if (IsForeignLogger(symbol, orchestrator)) yield return Finding("DURABLE0010", orchestrator, node);
        else if (symbol is IFieldSymbol { IsStatic: true, IsReadOnly: false, IsConst: false } || (IsState(symbol) && IsOf(symbol, orchestrator.ContainingType)))
            yield return Finding("stateless", orchestrator, node);
    }

    private static bool Is(string type, string banned) => banned.EndsWith('.') ? type.StartsWith(banned, StringComparison.Ordinal) : type == banned || type.StartsWith(banned + "<", StringComparison.Ordinal);

    // An instance field, or a parameter of the class itself, which its methods capture.
    private static bool IsState(ISymbol symbol) => symbol is IFieldSymbol { IsStatic: false } or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };

    private static bool IsOf(ISymbol symbol, INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(symbol.ContainingType, type);

    private static bool IsForeignLogger(ISymbol symbol, IMethodSymbol orchestrator)
    {
        ITypeSymbol? type = symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IParameterSymbol parameter when IsState(symbol) || SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, orchestrator) => parameter.Type,
            IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: true } method => method.ReturnType,
            _ => null,
        };
        return type?.Name is "ILogger" or "ILoggerFactory" && symbol.ContainingType?.Name != "TaskOrchestrationContext";
    }

    private static bool IsOtherBinding(AttributeData attribute) => attribute.AttributeClass is { Name: not "OrchestrationTriggerAttribute" } type
        && type.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.Azure.Functions.Worker", StringComparison.Ordinal);

    private static bool IsEndless(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression),
        DoStatementSyntax loop => loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression),
        ForStatementSyntax loop => loop.Condition is null || loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression),
        _ => false,
    };

    private static bool ContinuesAsNew(OrchestrationCode code, SyntaxNode loop) => code.Reached(loop).SelectMany(code.Uses).Any(use => use.Symbol is { Name: "ContinueAsNew", ContainingType.Name: "TaskOrchestrationContext" });

    private static DurableFinding Finding(string rule, IMethodSymbol orchestrator, object what) => new(rule, orchestrator.Name, what is SyntaxNode node ? $"{node} in {Path.GetFileName(node.SyntaxTree.FilePath)}" : $"{what}");
}
