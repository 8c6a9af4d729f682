using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Personalization.Functions.Tests.Privacy;

/// <summary>What the compiler says to code that would decide without permission.</summary>
[Trait("Feature", "S29")]
public sealed class PermissionTypeTests
{
    private const string Given = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using Personalization.Journeys;
        using Personalization.Journeys.Carts;
        using Personalization.Messages;
        using Personalization.Privacy;
        using Personalization.Profiles;
        using Personalization.Recommendations;
        using Personalization.Recommendations.Shelves;

        internal static class Snippet
        {
            internal static object? Run(
                MessageRequest request, MessageRecipient recipient, MessageHistory history, MessagePolicy policy, DateTimeOffset now, Profile profile, Shelf shelf,
                RecommendationContext context, CartContent content, IncentiveSettings incentive, Permission<ForMarketing> marketing, Permission<ForPersonalization> personal,
                Permission<ForAdvertising> advertising, IReadOnlyCollection<MessageChannel> channels) =>
        """;

    public static TheoryData<string> Allowed => new(
        "MessageArbiter.DecideMarketing(request, marketing, recipient, history, policy, now)",
        "MessageArbiter.DecideTransactional(request, recipient, policy, now)",
        "Reach.ToSell(profile, marketing, \"\", channels)",
        "CartIncentive.Cost(profile, marketing, content, incentive, now)",
        "new RecommendationContext(shelf, new PermittedProfile(profile, personal), now)",
        "new RecommendationContext(shelf, null, now)",
        "new Consents(profile, ConsentPolicy.Strict).For<ForMarketing>()");

    public static TheoryData<string, string> Refused => new()
    {
        // Without one.
        { "MessageArbiter.DecideMarketing(request, recipient, history, policy, now)", "CS7036" },
        { "MessageArbiter.DecideMarketing(request, null, recipient, history, policy, now)", "CS8625" },
        { "MessageArbiter.DecideMarketing(request, recipient.Marketing, recipient, history, policy, now)", "CS8604" },
        { "Reach.ToSell(profile, \"\", channels)", "CS7036" },
        { "CartIncentive.Cost(profile, content, incentive, now)", "CS7036" },
        { "new PermittedProfile(profile)", "CS7036" },
        { "new PermittedProfile(profile, null)", "CS8625" },
        { "new RecommendationContext(shelf, profile, now)", "CS1503" },
        { "context with { Profile = profile }", "CS0200" },
        // With one for something else.
        { "MessageArbiter.DecideMarketing(request, personal, recipient, history, policy, now)", "CS1503" },
        { "MessageArbiter.DecideMarketing(request, advertising, recipient, history, policy, now)", "CS1503" },
        { "Reach.ToSell(profile, personal, \"\", channels)", "CS1503" },
        { "CartIncentive.Cost(profile, advertising, content, incentive, now)", "CS1503" },
        { "new PermittedProfile(profile, marketing)", "CS1503" },
        // With one that is made up.
        { "new Permission<ForMarketing>(profile.Key, \"granted\")", "CS1729|CS0122" },
        { "new Permission<ForMarketing>()", "CS1729|CS0122" },
        { "(Permission<ForMarketing>)(object)new Mine(); class Mine : Permission<ForMarketing> { }", "CS0509" },
        { "new Personal(); class Personal : PermittedProfile { }", "CS0509" },
        { "new Consenting(); class Consenting : Consents { }", "CS0509" },
        { "new Send([])", "CS1729|CS0122" },
    };

    // Names that the domain shows its internals to, too.
    public static TheoryData<string, string, string> MadeUp
    {
        get
        {
            TheoryData<string, string, string> all = [];
            foreach (string assembly in (string[])["Personalization.Functions", "Personalization.Tests", "Personalization.Simulator", "Personalization.Functions.Tests"])
            {
                all.Add(assembly, "new Permission<ForMarketing>(profile.Key, \"granted\")", "CS1729|CS0122");
                all.Add(assembly, "new Permission<ForPersonalization>(profile.Key, \"granted\")", "CS1729|CS0122");
            }
            all.Add("Personalization.Functions", "new Send([])", "CS1729|CS0122");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Compile_WithPermission_Passes(string code) => Assert.Empty(Errors("Snippets", code));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Compile_WithoutThatPermission_IsRefused(string code, string error) => Assert.Contains(Errors("Snippets", code), error.Split('|').Contains);

    [Theory]
    [MemberData(nameof(MadeUp))]
    public void Compile_AsPartOfTheSuite_NobodyMakesOneUp(string assembly, string code, string error) => Assert.Contains(Errors(assembly, code), error.Split('|').Contains);

    private static string[] Errors(string assembly, string code)
    {
        string[] parts = code.Split("; ", 2);
        string source = $"{Given}\n            {parts[0]};\n}}\n{(parts.Length > 1 ? "internal " + parts[1] : "")}";
        CSharpCompilation compilation = CSharpCompilation.Create(
            assembly, [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileNameWithoutExtension(path) != assembly).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error));
        return [.. compilation.GetDiagnostics().Where(one => one.Severity is DiagnosticSeverity.Error).Select(one => one.Id)];
    }
}
