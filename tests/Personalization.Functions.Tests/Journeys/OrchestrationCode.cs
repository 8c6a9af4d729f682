using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>
/// Sources as the compiler reads them, and what of them an orchestrator runs. Generated sources are missing; orchestrators have no need of them.
/// </summary>
internal sealed class OrchestrationCode
{
    // What the SDK imports by itself.
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly CSharpCompilation compilation;

    public OrchestrationCode(IEnumerable<(string Path, string Text)> sources) => compilation = CSharpCompilation.Create(
        "Read",
        sources.Append(("usings", Usings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, new CSharpParseOptions(LanguageVersion.Latest), source.Item1)),
        References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The app and the domain under it.</summary>
    public static OrchestrationCode OfTheApp() => new(
        ((string[])["Personalization", "Personalization.Functions"])
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "functions", project), "*.cs", SearchOption.AllDirectories))
            .Select(path => (path, File.ReadAllText(path))));

    /// <summary>Methods with a parameter that has the attribute.</summary>
    public IEnumerable<(IMethodSymbol Method, IParameterSymbol Parameter)> Marked(string attribute) =>
        from tree in compilation.SyntaxTrees
        from mark in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
        where mark.Name.ToString() is { } name && (name == attribute || name == attribute + "Attribute")
        let parameter = mark.FirstAncestorOrSelf<ParameterSyntax>()
        where parameter is not null
        let symbol = (IParameterSymbol)ModelOf(parameter).GetDeclaredSymbol(parameter)!
        where symbol.ContainingSymbol is IMethodSymbol
        select ((IMethodSymbol)symbol.ContainingSymbol, symbol);

    public SemanticModel ModelOf(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree);

    /// <summary>Whether a value of one type can be given where another is wanted.</summary>
    public bool Fits(ITypeSymbol given, ITypeSymbol wanted) => compilation.ClassifyConversion(given, wanted).IsImplicit;

    /// <summary>The node and the bodies of everything of these sources that it calls, as deep as it goes.</summary>
    public IReadOnlyList<SyntaxNode> Reached(SyntaxNode start)
    {
        List<SyntaxNode> reached = [start];
        HashSet<SyntaxNode> known = [start];
        for (int next = 0; next < reached.Count; next++)
        {
            foreach (SyntaxNode body in Uses(reached[next]).SelectMany(use => Bodies(use.Symbol)))
                if (known.Add(body)) reached.Add(body);
        }
        return reached;
    }

    /// <summary>Every name of a piece of code and what it means; what stands in nameof and in attributes is not run.</summary>
    public IEnumerable<(ExpressionSyntax Node, ISymbol Symbol)> Uses(SyntaxNode body)
    {
        SemanticModel model = ModelOf(body);
        return from node in body.DescendantNodesAndSelf(node => node is not AttributeListSyntax && !IsNameOf(node)).OfType<ExpressionSyntax>()
               where node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax
               let info = model.GetSymbolInfo(node)
               let symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)
               where symbol is not null
               select (node, symbol);
    }

    private static bool IsNameOf(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } };

    private static IEnumerable<SyntaxNode> Bodies(ISymbol symbol) => symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol
        ? ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Where(node => node is not TypeDeclarationSyntax)
        : [];

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("Personalization.dll" or "Personalization.Functions.dll")).Select(path => MetadataReference.CreateFromFile(path));
}
