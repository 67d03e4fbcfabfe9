package archive

// SurveyAt is for tests, whose clock is their own.
var SurveyAt = (*Archive).surveyAt
