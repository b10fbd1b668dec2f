namespace WebConsole.Actions.Definitions;

/// <summary>A definition as somebody has edited it, in the form of the API.</summary>
/// <param name="Xml">All of it. Where ••••, as it is shown, is left in the place of a secret, the secret stays.</param>
/// <param name="Apply">
/// Of a machine that runs: <c>both</c>, the default, for what it can take at once, the rest at its next start; <c>next</c> for its next start only;
/// <c>live</c> for at once, or not at all.
/// </param>
/// <param name="AgainstSchema">Whether it is saved although libvirt's schema does not know something in it, if libvirt takes it.</param>
/// <param name="Version">The version that was edited; the request is refused if it is another one.</param>
public sealed record EditedDefinition(string Xml = "", string? Apply = null, bool? AgainstSchema = null, string? Version = null) : IVersioned
{
    IVersioned IVersioned.Of(string version) => this with { Version = version };
}
