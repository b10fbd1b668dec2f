namespace WebConsole.Features.Networks.Filters.Commands;

/// <summary>A new packet filter, in the form of the API.</summary>
/// <param name="Name">Its name, by which network cards will refer to it; instead of the one in its definition.</param>
/// <param name="Xml">Its definition, a <c>filter</c> element; its UUID is left out.</param>
/// <param name="AgainstSchema">Whether to define what libvirt takes although its schema does not know it.</param>
public sealed record NewFilter(string? Name = null, string? Xml = null, bool? AgainstSchema = null)
{
    /// <summary>One that lets everything pass. Its name is replaced; without one, libvirt's schema has something against it.</summary>
    public const string Empty = """
        <filter name='new-filter' chain='root'>
          <!-- Rules are tried from the lowest priority to the highest. "out" is what the machine sends. -->
          <rule action='accept' direction='inout' priority='500'>
            <all/>
          </rule>
        </filter>
        """;

    /// <summary>The seed of its UUID: what is looked at first and what is done then have the same.</summary>
    internal Guid Seed { get; init; } = Guid.NewGuid();
}
