namespace WebConsole.Hypervisor;

/// <summary>A type of which every object is of one kind.</summary>
public interface ISubjectType : ISubject
{
    public static abstract ObjectKind Kind { get; }
}
