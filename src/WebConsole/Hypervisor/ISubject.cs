namespace WebConsole.Hypervisor;

/// <summary>Something that an action can be done to.</summary>
public interface ISubject
{
    public ObjectId Id { get; }

    /// <summary>What people call it; hostile text.</summary>
    public string Name { get; }

    /// <summary>The word of its state, a key of its translations; <c>null</c> where it has none.</summary>
    public string? StateWord { get; }
}
