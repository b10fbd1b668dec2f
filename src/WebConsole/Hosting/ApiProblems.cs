using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Operations;

namespace WebConsole.Hosting;

/// <summary>The API's error responses, as problem+json that names the fields and their errors.</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult Invalid(string field, string what) => Invalid(new Dictionary<string, string[]> { [field] = [what] });

    public static ProblemHttpResult Invalid(IDictionary<string, string[]> mistakes) => TypedResults.Problem(
        new HttpValidationProblemDetails(mistakes)
        {
            Status = StatusCodes.Status400BadRequest,
            Detail = string.Join(' ', mistakes.SelectMany(field => field.Value.Select(what => $"{field.Key}: {what}"))),
        });

    private static ProblemHttpResult Invalid(OperationResult result) => TypedResults.Problem(
        new HttpValidationProblemDetails(result.Errors) { Status = StatusCodes.Status400BadRequest, Detail = result.Refusal });

    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Forged(string where) => TypedResults.Problem(
        $"The antiforgery header is missing or of another session. GET {where} has it.", statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult FromAnotherSite() => TypedResults.Problem(
        "A page of another site leads here. Open it from a page of WebConsole.", statusCode: StatusCodes.Status403Forbidden);

    public static ProblemHttpResult Refused(OperationResult result) => result.Errors.Count > 0 ? Invalid(result) : TypedResults.Problem(result.Refusal, statusCode: result.Reason switch
    {
        RefusalReason.Invalid => StatusCodes.Status400BadRequest,
        RefusalReason.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalReason.NotFound => StatusCodes.Status404NotFound,
        RefusalReason.Changed => StatusCodes.Status412PreconditionFailed,
        RefusalReason.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalReason.Overloaded => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    });
}
