using System.Text.RegularExpressions;
using Libvirt.Xml;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.Actions;

/// <summary>The API routes of each kind of object.</summary>
internal static partial class ObjectRoutes
{
    /// <summary>The address of one object.</summary>
    public static string Route(this ObjectKind kind) => kind switch
    {
        ObjectKind.Host => "/hosts/{host}",
        ObjectKind.Device => "/hosts/{host}/devices/{name}",
        ObjectKind.Machine => "/machines/{host}/{uuid}",
        ObjectKind.MachineDevice => "/machines/{host}/{uuid}/devices/{key}",
        ObjectKind.Network => "/networks/{host}/{uuid}",
        ObjectKind.Pool => "/pools/{host}/{uuid}",
        ObjectKind.Filter => "/filters/{host}/{uuid}",
        ObjectKind.Volume => "/pools/{host}/{uuid}/volumes/{name}",
        ObjectKind.Session => "/sessions/{id}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Their tag in the API description.</summary>
    public static string Area(this ObjectKind kind) => kind switch
    {
        ObjectKind.Pool or ObjectKind.Volume => "Storage",
        ObjectKind.MachineDevice => "Machines",
        ObjectKind.Device => "Hosts",
        ObjectKind.Filter => "Networks",
        var other => $"{other}s",
    };

    public static (ISubject? Subject, ProblemHttpResult? Problem) FindHost(this HttpContext context, string host) =>
        CheckHost(context, host) is { } problem ? (null, problem) : (Subjects(context).HostOf(ObjectId.OfHost(host)), null);

    public static (ISubject? Subject, ProblemHttpResult? Problem) FindHostDevice(this HttpContext context, string host, string name) =>
        CheckHost(context, host) is { } problem ? (null, problem) : Look(context, new ObjectId(ObjectKind.Device, host, name));

    /// <summary>Finds the machine, network, pool or filter if the caller may see it; otherwise returns the error.</summary>
    public static (ISubject? Subject, ProblemHttpResult? Problem) Find(this HttpContext context, ObjectKind kind, string host, string uuid)
    {
        if (CheckHost(context, host) is { } problem)
            return (null, problem);
        return Guid.TryParseExact(uuid, "D", out var key) ? Look(context, new ObjectId(kind, host, $"{key:D}"))
            : (null, ApiProblems.Invalid("uuid", "must be a UUID with hyphens, as in 0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55."));
    }

    public static (ISubject? Subject, ProblemHttpResult? Problem) FindVolume(this HttpContext context, string host, string uuid, string name)
    {
        var (pool, problem) = context.Find(ObjectKind.Pool, host, uuid);
        return pool is null ? (null, problem) : Look(context, ObjectId.Volume(host, pool.Id.Uuid!.Value, name));
    }

    public static (ISubject? Subject, ProblemHttpResult? Problem) FindDevice(this HttpContext context, string host, string uuid, string key)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        return machine is null ? (null, problem)
            : DeviceKey.TryParse(key, out var device) ? Look(context, ObjectId.MachineDevice(machine.Id.Machine!.Value, device))
            : (null, ApiProblems.Invalid("key", "must be the key of a device, such as disk:vda."));
    }

    public static (ISubject? Subject, ProblemHttpResult? Problem) FindSession(this HttpContext context, string id) =>
        !Guid.TryParse(id, out var number) ? (null, ApiProblems.Invalid("id", "must be the number of a session."))
        : Subjects(context).FindSession(number) is { } session ? (session, null)
        : (null, ApiProblems.NotFound($"There is no session {number:D}, or no longer."));

    /// <summary>The error for an unknown host; <c>null</c> if the host exists.</summary>
    public static ProblemHttpResult? CheckHost(this HttpContext context, string host) =>
        !HostName().IsMatch(host) ? ApiProblems.Invalid("host", "must be the name of a configured host: small letters, digits, dots and hyphens, at most 63.")
        : Subjects(context).HostOf(ObjectId.OfHost(host)) is null ? ApiProblems.NotFound($"There is no host named {host}.")
        : null;

    private static (ISubject? Subject, ProblemHttpResult? Problem) Look(HttpContext context, ObjectId id) =>
        Subjects(context).Find(id) is { } subject ? (subject, null)
        : (null, ApiProblems.NotFound($"There is no {id.Kind.ToToken()} {id.Key} on {id.Host}."));

    private static SubjectFinder Subjects(HttpContext context) => context.RequestServices.GetRequiredService<SubjectFinder>();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,62}\z")]
    private static partial Regex HostName();
}
