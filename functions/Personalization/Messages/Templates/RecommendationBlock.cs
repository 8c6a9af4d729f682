namespace Personalization.Messages.Templates;

/// <summary>What <c>{{> recommendations}}</c> stands for: the products chosen for the reader, or given by the caller; nothing where there are none.</summary>
internal static class RecommendationBlock
{
    public const string Html =
        "{{#if recommendations}}<table role=\"presentation\" dir=\"{{dir}}\">{{#each recommendations}}<tr>"
        + "{{#if image}}<td>{{#if url}}<a href=\"{{link url}}\"><img src=\"{{link image}}\" alt=\"{{title}}\" width=\"96\"></a>"
        + "{{else}}<img src=\"{{link image}}\" alt=\"{{title}}\" width=\"96\">{{/if}}</td>{{/if}}"
        + "<td>{{#if url}}<a href=\"{{link url}}\">{{title}}</a>{{else}}{{title}}{{/if}}"
        + "{{#if price}}<br>{{price}}{{#if currency}} {{currency}}{{/if}}{{/if}}{{#if reason}}<br><small>{{reason}}</small>{{/if}}</td></tr>{{/each}}</table>{{/if}}";

    public const string Text =
        "{{#each recommendations}}* {{title}}{{#if price}} {{price}}{{#if currency}} {{currency}}{{/if}}{{/if}}\n{{#if url}}  {{link url}}\n{{/if}}{{/each}}";
}
