using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace WebConsole.Security;

/// <summary>The authorisation policies, one per role, and the role check.</summary>
public static class Policies
{
    public const string Viewer = nameof(Role.Viewer);
    public const string Operator = nameof(Role.Operator);
    public const string Administrator = nameof(Role.Administrator);

    /// <summary>The role from the sign-in, or <c>null</c> if nobody is signed in.</summary>
    public static Role? RoleOf(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true && Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    /// <summary>Whether <paramref name="user"/> holds <paramref name="role"/> or a wider one.</summary>
    public static bool Allows(ClaimsPrincipal user, Role role) => RoleOf(user) >= role;

    internal static void Add(AuthorizationOptions options)
    {
        // Endpoints without another policy require a signed-in user with any role.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
            .RequireAssertion(context => Allows(context.User, Role.Viewer)).Build();
        options.DefaultPolicy = options.FallbackPolicy;
        foreach (var role in Enum.GetValues<Role>())
            options.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Allows(context.User, role)));
    }
}
