using Microsoft.Extensions.Options;

namespace Personalization.Functions.Assistant;

/// <summary>Settings of the assistant, section <c>Assistant</c>.</summary>
public sealed class AssistantOptions
{
    /// <summary>Address of an OpenAI-compatible API, such as <c>https://RESOURCE.openai.azure.com/openai/v1</c>.</summary>
    /// <value>None: answers are made without a model.</value>
    public Uri? ModelUrl
    {
        get;
        set => field = value is { OriginalString.Length: > 0 } ? value : null;
    }

    /// <summary>Name of the model or deployment.</summary>
    public string Model { get; set; } = "";

    /// <summary>Key of the API.</summary>
    /// <value>None: with <see cref="ModelUrl"/> the app's own identity is shown (Entra ID).</value>
    public string ModelKey { get; set; } = "";

    /// <summary>How long a model may say nothing at all.</summary>
    /// <value>Default 20 seconds.</value>
    public TimeSpan ModelPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Questions that one visitor may ask in a minute.</summary>
    /// <value>Default 12.</value>
    public int QuestionsPerMinute { get; set; } = 12;

    /// <summary>Tokens of a model that one visitor may use in a day; then answers are made without it.</summary>
    /// <value>Default 50,000.</value>
    public int TokensPerVisitor { get; set; } = 50_000;

    /// <summary>Tokens of a model that shoppers of one address may use in a day, however many visitors they say they are.</summary>
    /// <value>Default 500,000.</value>
    public int TokensPerAddress { get; set; } = 500_000;

    /// <summary>Tokens of a model that everybody together may use in a day.</summary>
    /// <value>Default 2,000,000.</value>
    public long TokensPerDay { get; set; } = 2_000_000;

    /// <summary>Days that a conversation is kept after the last word.</summary>
    /// <value>Default 30.</value>
    public double KeepDays { get; set; } = 30;

    /// <summary>Secret of at least 16 characters that approvals are signed with.</summary>
    /// <value>None: until it is set nothing that would change something is proposed.</value>
    public string ApprovalKey { get; set; } = "";
}

/// <summary>Refuses to start with settings that cannot be meant.</summary>
internal sealed class AssistantOptionsValidator : IValidateOptions<AssistantOptions>
{
    private const int ShortestKey = 16;

    public ValidateOptionsResult Validate(string? name, AssistantOptions options)
    {
        List<string> wrong = [];
        if (options.ModelUrl is not null && options.Model.Length == 0) wrong.Add("Assistant:Model must name the model or deployment at Assistant:ModelUrl.");
        if (options.ModelUrl is { IsAbsoluteUri: false } or { IsAbsoluteUri: true, Scheme: not "https", IsLoopback: false }) wrong.Add("Assistant:ModelUrl must be https: questions of shoppers go there.");
        if (options.ApprovalKey.Length is > 0 and < ShortestKey) wrong.Add($"Assistant:ApprovalKey must have at least {ShortestKey} characters (such as the answer of: openssl rand -hex 32).");
        if (options.QuestionsPerMinute < 1) wrong.Add("Assistant:QuestionsPerMinute must be at least 1.");
        if (options.TokensPerVisitor < 0 || options.TokensPerAddress < 0 || options.TokensPerDay < 0) wrong.Add("Assistant:TokensPerVisitor, Assistant:TokensPerAddress and Assistant:TokensPerDay cannot be negative.");
        if (options.KeepDays is <= 0 or > 365) wrong.Add("Assistant:KeepDays is above 0 and at most 365.");
        if (options.ModelPatience < TimeSpan.FromSeconds(0.1) || options.ModelPatience > TimeSpan.FromMinutes(5)) wrong.Add("Assistant:ModelPatience must be 0.1 seconds to 5 minutes.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
