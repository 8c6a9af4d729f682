namespace Personalization.Functions.Assistant.Mcp;

/// <summary>Settings of the MCP server, section <c>Mcp</c>.</summary>
public sealed class McpOptions
{
    /// <summary>Origins of web pages that may ask, with commas between: <c>https://console.shop.example</c>. The app's own address may anyway; programs that are no pages send no origin.</summary>
    /// <value>None.</value>
    public string Origins { get; set; } = "";

    /// <summary>Keys of MCP clients, of at least 16 characters, by what the client is called in the log of proposals: <c>Mcp__Keys__NAME</c>.</summary>
    /// <value>None: nobody may ask.</value>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>How many times the questions of one chat visitor may be asked in a minute, in calls of tools.</summary>
    /// <value>Default 20.</value>
    public int Share { get; set; } = 20;
}
