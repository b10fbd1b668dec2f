namespace WebConsole.Hypervisor;

/// <summary>An object that actions apply to.</summary>
public interface ISubject
{
    public ObjectId Id { get; }

    /// <summary>The name that users see; untrusted text.</summary>
    public string Name { get; }

    /// <summary>Its state in English, the key of its translation; <c>null</c> if it has no state.</summary>
    public string? StateWord { get; }
}
